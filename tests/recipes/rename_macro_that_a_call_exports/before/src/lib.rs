//! Macros that another one exports.

#[macro_use]
mod wrap;
mod pick;
pub mod plain;

/// ```
/// assert_eq!(krate::pick!(5), 5);
/// ```
pub fn own() -> u8 {
    pick!(1)
}
