#[derive(Clone, Copy)]
pub enum Flower {
    Open(u8),
    Closed,
}

pub mod tent {
    pub struct Canvas;
}

include!(concat!(env!("OUT_DIR"), "/blooms.rs"));

pub fn open() -> Vec<Flower> {
    ALL.iter().copied().filter(|it| matches!(it, Flower::Open(_))).collect()
}
