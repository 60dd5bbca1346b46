//! What is picked.

use std::sync::atomic::{AtomicU32, Ordering};

/// No Fruit is heavier.
pub const WEIGHT_LIMIT: u32 = 500;

/// How often `pick` was called.
pub static HARVESTED: AtomicU32 = AtomicU32::new(0);

/// Many.
pub type Crate = Vec<Crop>;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pome,
    Plum,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crop {
    pub kind: Kind,
    pub weight: u32,
}

impl Crop {
    pub fn pick(&self) -> Crop {
        harvest(self.weight)
    }
}

pub fn harvest(weight: u32) -> Crop {
    HARVESTED.fetch_add(1, Ordering::Relaxed);
    let kind = if weight > WEIGHT_LIMIT / 2 { Kind::Pome } else { Kind::Plum };
    Crop { kind, weight: weight.min(WEIGHT_LIMIT) }
}
