/// ```
/// use bakery::{narrow, Door};
///
/// narrow(Door { width: 1 });
/// ```
pub struct Door {
    pub width: u8,
}
