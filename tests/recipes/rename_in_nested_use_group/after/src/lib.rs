pub mod desk;
pub mod order;
pub mod shelf;
