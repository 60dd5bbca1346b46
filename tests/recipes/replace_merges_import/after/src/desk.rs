use crate::old::Box;
use crate::post::{Address, Message, Stamp};

pub enum Thing {
    Letter,
    Message,
}

pub fn send(_: Box, letter: Message, address: &Address, _: Stamp) -> (Message, Thing) {
    let Message(text) = letter;
    (Message(format!("{text} to {}", address.0)), Thing::Letter)
}
