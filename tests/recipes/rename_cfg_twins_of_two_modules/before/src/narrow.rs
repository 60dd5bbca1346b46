pub type Word = u32;

#[allow(dead_code)]
pub const ONES: Word = Word::MAX;
