//! Nothing at the root is called `Shape`; the macros are used where it is imported.

#[macro_use]
mod delegate;

pub mod boats;
pub mod shapes;
pub mod tents;

pub fn count() -> u32 {
    1
}
