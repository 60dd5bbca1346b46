pub mod baker;
pub mod oven;
pub mod shed;

/// ```
/// use {
///     bakery::{baker::visit, oven, shed::Gate},
///     bakery::oven::Tray,
/// };
///
/// visit(&Gate { width: 1 });
/// let _ = Tray;
/// oven::light();
/// ```
pub fn main() {}
