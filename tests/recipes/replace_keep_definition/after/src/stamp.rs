#[derive(Debug, Clone, Copy)]
pub struct Instant(pub u64);
