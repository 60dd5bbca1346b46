use tower::bells::Chime;

/// A [`Chime`] that is rung.
///
/// [`Chime`]: crate::bells::Chime
#[allow(dead_code)]
pub fn rung() -> Chime {
    Chime
}
