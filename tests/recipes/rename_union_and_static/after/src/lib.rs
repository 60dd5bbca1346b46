#[derive(Clone, Copy)]
pub union Word {
    pub whole: u32,
    pub parts: [u8; 4],
}

/// ZERO in all parts.
pub static EMPTY: Word = Word { whole: 0 };

pub type Twins = (Word, Word);

pub fn pair() -> Twins {
    (EMPTY, crate::EMPTY)
}

pub fn is_zero(bits: &Word) -> bool {
    const ZERO: u32 = 0;
    match unsafe { bits.whole } {
        ZERO => true,
        _ => false,
    }
}

pub trait Halves {
    type Pair;
}

impl Halves for Word {
    type Pair = Twins;
}

pub fn halves(_: &Word) -> Option<<Word as Halves>::Pair> {
    None
}
