pub mod port;
pub mod harbour;

pub use harbour::*;

/// ```
/// use shop::Door;
/// let it: Door = shop::port::Door;
/// ```
pub fn open(it: &Door) -> port::Door {
    it.clone()
}

pub fn close(it: crate::port::Door) -> Option<harbour::Door> {
    Some(it)
}
