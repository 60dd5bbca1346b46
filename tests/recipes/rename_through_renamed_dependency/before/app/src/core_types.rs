//! A module with the name that the crate has elsewhere.

pub struct Id;

impl Id {
    pub fn number(&self) -> u8 {
        let ::types::Id(number) = types::Id(1);
        number as u8
    }
}
