pub mod deep;

pub struct Order;

#[derive(Debug)]
pub enum Kind {
    Open,
}

pub fn first(_: bool) -> Kind {
    made!(crate::new::Kind::Open)
}

pub fn depth(_: crate::new::deep::Depth) {}
