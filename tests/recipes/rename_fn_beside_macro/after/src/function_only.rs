use crate::joined;

pub fn sum() -> u32 {
    joined(1, 2)
}
