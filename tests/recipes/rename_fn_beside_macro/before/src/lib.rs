//! A function and a macro of one name: one import brings both.

pub mod both;
pub mod function_only;
pub mod macro_only;

/// Two lists as one.
#[macro_export]
macro_rules! chain {
    ($a:expr, $b:expr) => {
        $crate::chain($a, $b)
    };
}

/// Two numbers as one.
pub fn chain(a: u32, b: u32) -> u32 {
    a + b
}

pub mod below;
