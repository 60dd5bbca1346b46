pub mod part;

pub fn all() -> u8 {
    part::one() + 4
}
