use std::fmt;

use crate::{narrow, Door};

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.width)
    }
}

pub fn closed() -> u8 {
    narrow(Door { width: 1 })
}
