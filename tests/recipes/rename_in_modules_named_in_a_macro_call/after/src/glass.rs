use crate::Pot;

pub fn jar() -> Pot {
    Pot
}
