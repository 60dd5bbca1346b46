//! Parts.

/// A gear, made by [`spin`].
///
/// ```
/// let _: engine::parts::Cog = engine::parts::spin();
/// let turn = || engine::parts::Cog;
/// turn();
/// ```
pub struct Cog;

/// Turns.
pub fn spin() -> Cog {
    Cog
}
