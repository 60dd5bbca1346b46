use yard_macros::{area, assert_impl, Sized};

pub struct Hut;

/// Another one of a key's name.
#[allow(non_camel_case_types)]
pub struct depth;

#[macro_export]
macro_rules! boards {
    ($ty:ty) => {
        7 as $ty
    };
}

#[derive(Sized)]
#[sized(value = crate::boards!(u8))]
pub struct Fence;

assert_impl!(Hut: Send);

pub fn floor() -> u8 {
    assert_impl!(Hut: Sync);
    assert_impl![Fence: Sync];
    area!(wide: 1, depth: 2)
}

pub mod narrow {}
