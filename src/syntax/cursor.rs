//! What a scan of Rust source steps over: strings, characters, comments.
//!
//! Invariant: total; what does not end goes on to the end of the text.
//! <https://doc.rust-lang.org/reference/tokens.html>

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub text: &'t [u8],
    pub at: usize,
}

impl<'t> Cursor<'t> {
    /// What is still to come.
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The word that begins here, empty where there is none.
    pub(super) fn word(&self) -> &'t [u8] {
        let rest = self.rest();
        let is_letter = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_' || *it >= 0x80;
        &rest[..rest.iter().position(|it| !is_letter(it)).unwrap_or(rest.len())]
    }

    /// Goes past a string; of a raw one the letters stand before the quote.
    pub(super) fn string(&mut self) {
        let before = &self.text[..self.at];
        let hashes = before.iter().rev().take_while(|it| **it == b'#').count();
        let is_raw = before[..before.len() - hashes].ends_with(b"r");
        self.at += 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', self.rest()) {
            self.at += found + 1;
            match self.text[self.at - 1] {
                b'\\' if !is_raw => self.at += 1,
                b'\\' => {}
                _ if !is_raw => return,
                _ if self.rest().iter().take(hashes).filter(|it| **it == b'#').count()
                    == hashes =>
                {
                    return;
                }
                _ => {}
            }
        }
        self.at = self.text.len();
    }

    /// Goes past a character, or the tick of a lifetime.
    pub(super) fn tick(&mut self) {
        self.at += 1;
        let rest = self.rest();
        let first = rest.first().copied().unwrap_or_default();
        let len = match first {
            b'\\' => rest.iter().skip(2).position(|it| *it == b'\'').map(|it| it + 3),
            it if it < 0x80 => (rest.get(1) == Some(&b'\'')).then_some(2),
            _ => rest.iter().take(5).position(|it| *it == b'\'').map(|it| it + 1),
        };
        self.at += len.unwrap_or_default();
    }

    /// Goes past a comment, if one begins here.
    pub(super) fn comment(&mut self) -> bool {
        match self.text.get(self.at + 1) {
            Some(b'/') => {
                let end = memchr::memchr(b'\n', self.rest());
                self.at = end.map_or(self.text.len(), |it| self.at + it);
            }
            Some(b'*') => self.block_comment(),
            _ => return false,
        }
        true
    }

    /// Block comments nest.
    /// <https://doc.rust-lang.org/reference/comments.html>
    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while let Some(found) = memchr::memchr2(b'*', b'/', self.rest()) {
            self.at += found;
            match (self.text[self.at], self.text.get(self.at + 1)) {
                (b'/', Some(b'*')) => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', Some(b'/')) => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
        self.at = self.text.len();
    }
}
