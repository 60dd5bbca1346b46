pub fn pry<T>(it: T) -> T {
    it
}
