//! Bakes by [`oven!`](crate::oven).

pub mod oven {}

#[macro_export]
macro_rules! oven {
    () => {};
}
