mod from;
mod oven;
pub mod shed;
mod show;

pub use oven::Door;

pub fn narrow(door: Door) -> u8 {
    door.width
}
