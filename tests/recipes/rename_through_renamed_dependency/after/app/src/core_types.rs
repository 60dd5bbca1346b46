//! A module with the name that the crate has elsewhere.

pub struct Id;

impl Id {
    pub fn number(&self) -> u8 {
        let ::types::Ident(number) = types::Ident(1);
        number as u8
    }
}
