use super::Pot;

pub fn match_lid(_: &Pot) -> bool {
    true
}
