//! Tools.

/// A wrench.
///
/// ```
/// let wrench = tools::Spanner;
/// let Wrench = 1;
/// # let _ = (wrench, Wrench);
/// ```
pub struct Spanner;
