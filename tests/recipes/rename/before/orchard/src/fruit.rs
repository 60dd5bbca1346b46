//! What is picked.

use std::sync::atomic::{AtomicU32, Ordering};

/// No Fruit is heavier.
pub const MAX_WEIGHT: u32 = 500;

/// How often `pick` was called.
pub static PICKED: AtomicU32 = AtomicU32::new(0);

/// Many.
pub type Basket = Vec<Fruit>;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Apple,
    Plum,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fruit {
    pub kind: Kind,
    pub weight: u32,
}

impl Fruit {
    pub fn pick(&self) -> Fruit {
        pick(self.weight)
    }
}

pub fn pick(weight: u32) -> Fruit {
    PICKED.fetch_add(1, Ordering::Relaxed);
    let kind = if weight > MAX_WEIGHT / 2 { Kind::Apple } else { Kind::Plum };
    Fruit { kind, weight: weight.min(MAX_WEIGHT) }
}
