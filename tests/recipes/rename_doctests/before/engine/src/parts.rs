//! Parts.

/// A gear, made by [`turn`].
///
/// ```
/// let _: engine::parts::Gear = engine::parts::turn();
/// let turn = || engine::parts::Gear;
/// turn();
/// ```
pub struct Gear;

/// Turns.
pub fn turn() -> Gear {
    Gear
}
