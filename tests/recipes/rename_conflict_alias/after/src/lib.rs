pub mod press;
pub mod sale;
pub mod stock;
