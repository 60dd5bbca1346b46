extern crate alloc as heap;

mod oven;

pub fn bake() -> heap::string::String {
    oven::name()
}
