#[derive(Debug, Clone, Default)]
pub struct Packet {
    pub bytes: Vec<u8>,
}

impl Packet {
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}
