//! Byte offsets to lines and columns, as rustc counts them.

use text_size::TextSize;

/// A line and a column, both from 1; columns count chars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// Line, from 1.
    pub line: u32,
    /// Column in chars, from 1.
    pub col: u32,
}

/// Where the lines of one text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `text`; a line ends with `\n`.
    pub fn new(text: &str) -> LineIndex {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        LineIndex { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place of `offset` in `text`, the text this index was made of.
    pub fn line_col(&self, text: &str, offset: TextSize) -> LineCol {
        let offset = u32::from(offset);
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let before = &text[self.starts[line] as usize..(offset as usize).min(text.len())];
        LineCol { line: line as u32 + 1, col: before.chars().count() as u32 + 1 }
    }

    /// The offset of a place, if `text` has it.
    pub fn offset(&self, text: &str, at: LineCol) -> Option<TextSize> {
        let start = *self.starts.get(at.line.checked_sub(1)? as usize)? as usize;
        let chars = at.col.checked_sub(1)? as usize;
        let (within, _) =
            text[start..].char_indices().nth(chars).unwrap_or((text.len() - start, ' '));
        Some(TextSize::from((start + within) as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_chars() {
        let text = "fn a() {}\nlet ü = Job;\n";
        let at =
            LineIndex::new(text).line_col(text, TextSize::from(text.find("Job").unwrap() as u32));
        assert_eq!(at, LineCol { line: 2, col: 9 });
    }

    #[test]
    fn offsets_and_places_agree() {
        let text = "one\ntwo ü three\n";
        let index = LineIndex::new(text);
        for (offset, _) in text.char_indices() {
            let offset = TextSize::from(offset as u32);
            assert_eq!(index.offset(text, index.line_col(text, offset)), Some(offset));
        }
    }
}
