mod from;
mod oven;
pub mod shed;
mod show;

pub use crate::shed::Gate;

pub fn narrow(door: Gate) -> u8 {
    door.width
}
