pub fn is_lit() -> bool {
    true
}
