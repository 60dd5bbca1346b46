mod sand;
pub mod wind;
