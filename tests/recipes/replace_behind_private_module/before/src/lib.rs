pub mod port;
pub mod harbour;

pub use harbour::*;

/// ```
/// use shop::Gate;
/// let it: Gate = shop::port::Gate;
/// ```
pub fn open(it: &Gate) -> port::Gate {
    it.clone()
}

pub fn close(it: crate::port::Gate) -> Option<harbour::Gate> {
    Some(it)
}
