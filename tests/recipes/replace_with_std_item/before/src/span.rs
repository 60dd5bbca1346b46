//! Spans of time.

/// A Span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    secs: u64,
}

impl Span {
    pub fn from_secs(secs: u64) -> Self {
        Span { secs }
    }

    pub fn as_secs(&self) -> u64 {
        self.secs
    }
}

/// What a clock shows at most.
pub const DAY: u64 = 86_400;
