pub struct Page;

impl Page {
    pub fn read(_: &[u8]) -> Page {
        Page
    }
}
