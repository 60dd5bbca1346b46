pub mod baker;
pub mod oven;
pub mod shed;

/// ```
/// use {
///     bakery::{baker::visit, oven},
///     bakery::oven::{Door, Tray},
/// };
///
/// visit(&Door { width: 1 });
/// let _ = Tray;
/// oven::light();
/// ```
pub fn main() {}
