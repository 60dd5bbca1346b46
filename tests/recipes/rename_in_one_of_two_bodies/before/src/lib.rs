mod error;
#[cfg(feature = "fast")]
#[path = "fast.rs"]
mod outer;
#[cfg(not(feature = "fast"))]
#[path = "plain.rs"]
mod outer;

pub use error::Error;
pub use outer::write;

#[cfg(feature = "fast")]
mod inner {
    use super::*;

    pub use std::cmp::Ordering as Inner;
    pub use std::fmt::Error;

    pub fn check(it: Inner) -> Result<(), Error> {
        let wrap = |it: &Inner| matches!(it, Inner::Less);
        if wrap(&it) { Err(Error) } else { write().map_err(|_: crate::Error| Error) }
    }
}

#[cfg(not(feature = "fast"))]
mod inner {
    use super::*;

    #[allow(dead_code)]
    pub enum Inner {
        Less,
        More,
    }

    pub fn check(it: Inner) -> Result<(), Error> {
        match it {
            Inner::Less => Err(Error),
            Inner::More => write(),
        }
    }
}

pub fn check() -> bool {
    #[cfg(feature = "fast")]
    let it = inner::Inner::Equal;
    #[cfg(not(feature = "fast"))]
    let it = inner::Inner::More;
    inner::check(it).is_ok()
}
