pub fn weight(stone: &super::Roller) -> u32 {
    stone.0
}
