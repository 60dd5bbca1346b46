use crate::chain;

pub fn sum() -> u32 {
    chain(chain!(1, 2), 3)
}
