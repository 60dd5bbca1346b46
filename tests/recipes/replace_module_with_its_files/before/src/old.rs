pub mod deep;

pub struct Order;

#[derive(Debug)]
pub enum Kind {
    Open,
}

pub fn first() -> Kind {
    made!(crate::old::Kind::Open)
}

pub fn depth(_: crate::old::deep::Depth) {}
