pub mod model;
pub mod records;
pub mod sale;
