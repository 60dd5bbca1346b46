pub mod shed;

pub struct Door {
    pub width: u8,
}

pub struct Pan;

/// ```
/// # fn main() {
/// use bakery::Pan;
/// use bakery::shed::Gate;
///
/// let door = Gate { width: 1 };
/// # }
/// ```
pub fn open() {}

/// ```
/// # if cfg!(miri) { return; }
/// use bakery::Pan;
/// use bakery::shed::Gate;
///
/// let door = Gate { width: 1 };
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
    ///     shed::Gate,
    ///     Pan,
    /// };
    ///
    /// let door = Gate { width: 1 };
    /// ```
    pub fn turn(&self) {}
}

/// ```
/// # use bakery::{
/// #     shed::Gate, knobs::Left as LeftKnob, knobs::Right as RightKnob, Pan as TheOnlyPan,
/// # };
/// let door = Gate { width: 1 };
/// ```
pub fn hide() {}
