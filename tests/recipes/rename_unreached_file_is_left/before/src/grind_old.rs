use crate::Stone;

pub fn weight(stone: &Stone) -> u32 {
    stone.0
}
