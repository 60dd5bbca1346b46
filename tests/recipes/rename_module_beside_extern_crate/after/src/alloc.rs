pub fn name() -> heap::string::String {
    heap::string::String::new()
}
