pub fn drawers() -> usize {
    3
}
