use crate::old::{Box, Letter};
use crate::post::{Address, Stamp};

pub enum Thing {
    Letter,
    Message,
}

pub fn send(_: Box, letter: Letter, address: &Address, _: Stamp) -> (Letter, Thing) {
    let Letter(text) = letter;
    (Letter(format!("{text} to {}", address.0)), Thing::Letter)
}
