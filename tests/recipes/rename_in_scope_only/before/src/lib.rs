pub mod legacy;
pub mod model;
