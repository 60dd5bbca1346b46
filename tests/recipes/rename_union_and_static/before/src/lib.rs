#[derive(Clone, Copy)]
pub union Bits {
    pub whole: u32,
    pub parts: [u8; 4],
}

/// ZERO in all parts.
pub static ZERO: Bits = Bits { whole: 0 };

pub type Pair = (Bits, Bits);

pub fn pair() -> Pair {
    (ZERO, crate::ZERO)
}

pub fn is_zero(bits: &Bits) -> bool {
    const ZERO: u32 = 0;
    match unsafe { bits.whole } {
        ZERO => true,
        _ => false,
    }
}

pub trait Halves {
    type Pair;
}

impl Halves for Bits {
    type Pair = Pair;
}

pub fn halves(_: &Bits) -> Option<<Bits as Halves>::Pair> {
    None
}
