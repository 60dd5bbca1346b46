pub mod shed;

pub struct Door {
    pub width: u8,
}

pub struct Pan;

/// ```
/// # fn main() {
/// use bakery::{Door, Pan};
///
/// let door = Door { width: 1 };
/// # }
/// ```
pub fn open() {}

/// ```
/// # if cfg!(miri) { return; }
/// use bakery::{
///     Door,
///     Pan,
/// };
///
/// let door = Door { width: 1 };
/// ```
pub fn close() {}

pub mod knobs {
    pub struct Left;
    pub struct Right;
}

impl Pan {
    /// ```
    /// use bakery::{
    ///     knobs::{Left, Right},
    ///     Door, Pan,
    /// };
    ///
    /// let door = Door { width: 1 };
    /// ```
    pub fn turn(&self) {}
}

/// ```
/// # use bakery::{Door, knobs::Left as LeftKnob, knobs::Right as RightKnob, Pan as TheOnlyPan};
/// let door = Door { width: 1 };
/// ```
pub fn hide() {}
