pub mod oven;
pub mod shed;

pub use oven::Door;
