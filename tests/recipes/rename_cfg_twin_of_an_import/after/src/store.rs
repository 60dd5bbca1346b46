pub struct Layout;

impl Layout {
    pub fn new<T>() -> Layout {
        Layout
    }
}
