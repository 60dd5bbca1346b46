use crate::chain;

pub fn sum() -> u32 {
    chain(1, 2)
}
