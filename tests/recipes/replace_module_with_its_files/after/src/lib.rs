#[macro_use]
mod macros;

pub use crate::new::Order;
use crate::{
    macros::*,
    new::{deep::*, Kind},
};

pub mod new;

pub fn kind(_: Order) -> Kind {
    let _ = Depth;
    made!(Kind::Open)
}
