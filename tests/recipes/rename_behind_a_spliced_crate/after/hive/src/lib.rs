pub mod comb;

#[doc(hidden)]
pub use core;

#[derive(Debug)]
pub struct Sting;

pub use hive_macros::cell;

/// # Errors
/// Never.
pub fn first() -> Result<comb::Chamber, Sting> {
    cell!()
}
