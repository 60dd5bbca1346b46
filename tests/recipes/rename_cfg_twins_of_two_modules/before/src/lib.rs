mod chain;
mod narrow;
mod wide;

#[cfg(not(target_pointer_width = "64"))]
use narrow as imp;
#[cfg(target_pointer_width = "64")]
use wide as imp;

pub use self::imp::Word;
use chain::Links as Parts;

/// Several words.
#[cfg(unix)]
pub struct Links(pub Vec<Word>);

pub fn first(links: &Parts) -> Option<&imp::Word> {
    links.0.first()
}

#[cfg(test)]
mod tests {
    // Another one.
    type Word = u8;

    #[test]
    fn fits() {
        let word: Word = 0;
        assert_eq!(word, 0);
    }
}
