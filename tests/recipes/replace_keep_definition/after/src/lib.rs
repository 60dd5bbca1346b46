pub mod clock;
pub mod day;
pub mod stamp;
