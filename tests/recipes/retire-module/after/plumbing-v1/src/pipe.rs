#[derive(Debug, Clone, PartialEq)]
pub struct Pipe {
    pub length: u32,
}

pub enum Bend {
    Left,
    Right,
}

pub fn join(a: Pipe, b: Pipe) -> Pipe {
    Pipe { length: a.length + b.length }
}
