pub type Word = u64;

#[allow(dead_code)]
pub const ONES: Word = Word::MAX;
