//! The attic. A Lamp may be found there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub mod box_of;

/// A Lamp.
#[derive(Debug)]
pub struct Lamp {
    pub hours: BTreeSet<u8>,
}

/// What stays.
pub struct Chair(pub BTreeMap<u8, Light>);

impl fmt::Display for Lamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lamp {}", self.hours.len())
    }
}

pub enum Light {
    Lamp,
    Candle,
}

/// Dust.
#[inline]
pub fn dust() -> u8 {
    let dust = 1;
    dust
}

pub fn light(on: bool) -> Light {
    if on { Light::Lamp } else { Light::Candle }
}
