use tower::bells::Bell;

/// A [`Bell`] that is rung.
///
/// [`Bell`]: crate::bells::Bell
#[allow(dead_code)]
pub fn rung() -> Bell {
    Bell
}
