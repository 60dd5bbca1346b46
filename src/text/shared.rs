//! A text that many hold, by itself or as a part of a larger one.
//!
//! Invariant: what it says never changes; a clone is the same bytes.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text; cheap to clone. Texts that were read together lie in one piece of
/// memory, which stays as long as one of them does.
#[derive(Clone)]
pub struct Text {
    whole: Arc<String>,
    start: usize,
    end: usize,
}

impl Text {
    /// A part of `whole`; none where `range`, in bytes, is not one.
    pub fn part(whole: &Arc<String>, range: Range<usize>) -> Option<Text> {
        whole.get(range.clone())?;
        Some(Text { whole: Arc::clone(whole), start: range.start, end: range.end })
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.start..self.end]
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        let end = text.len();
        Text { whole: Arc::new(text), start: 0, end }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        text.to_owned().into()
    }
}

impl Default for Text {
    fn default() -> Text {
        String::new().into()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        let is_same = Arc::ptr_eq(&self.whole, &other.whole)
            && (self.start, self.end) == (other.start, other.end);
        is_same || **self == **other
    }
}

impl Eq for Text {}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_the_text_that_it_covers() {
        let whole = Arc::new("abécd".to_owned());
        let part = |range| Text::part(&whole, range);
        assert_eq!(part(2..4).as_deref(), Some("é"));
        assert_eq!(part(2..4), Some(Text::from("é")));
        assert_ne!(part(0..1), part(1..2));
        assert_eq!(part(3..4), None);
        assert_eq!(part(4..9), None);
    }
}
