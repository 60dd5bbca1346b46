use std::fmt;

use crate::narrow;
use crate::oven::Door;
use crate::shed::Gate;

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.width)
    }
}

pub fn closed() -> u8 {
    narrow(Gate { width: 1 })
}
