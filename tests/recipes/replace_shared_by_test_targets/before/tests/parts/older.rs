pub fn works() -> bool {
    true
}
