use crate::{chain, joined};

pub fn sum() -> u32 {
    joined(chain!(1, 2), 3)
}
