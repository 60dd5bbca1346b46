//! Bakes by [`oven!`](crate::oven).

mod oven {}

#[macro_export]
macro_rules! oven {
    () => {};
}
