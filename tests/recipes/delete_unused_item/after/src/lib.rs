//! The attic. A Lamp may be found there.

use std::collections::BTreeMap;

pub mod box_of;

/// What stays.
pub struct Chair(pub BTreeMap<u8, Light>);

pub enum Light {
    Lamp,
    Candle,
}

pub fn light(on: bool) -> Light {
    if on { Light::Lamp } else { Light::Candle }
}
