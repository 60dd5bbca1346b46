extern crate alloc as heap;

mod alloc;

pub fn bake() -> heap::string::String {
    alloc::name()
}
