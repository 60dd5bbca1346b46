//! Tools.

/// A wrench.
///
/// ```
/// let wrench = tools::Wrench;
/// let Wrench = 1;
/// # let _ = (wrench, Wrench);
/// ```
pub struct Wrench;
