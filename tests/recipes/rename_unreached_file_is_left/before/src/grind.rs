pub fn weight(stone: &super::Stone) -> u32 {
    stone.0
}
