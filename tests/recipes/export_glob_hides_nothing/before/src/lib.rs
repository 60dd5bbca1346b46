pub mod model;
pub mod prelude;
pub mod sale;
pub mod stock;
