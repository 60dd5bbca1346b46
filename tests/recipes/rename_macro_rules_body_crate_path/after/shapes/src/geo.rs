#[derive(Debug)]
pub struct Quad {
    pub side: u32,
}
