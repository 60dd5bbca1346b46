//! Macros that another one exports.

#[macro_use]
mod wrap;
mod pick;
pub mod plain;

/// ```
/// assert_eq!(krate::choose!(5), 5);
/// ```
pub fn own() -> u8 {
    choose!(1)
}
