pub fn lever<T>(it: T) -> T {
    it
}
