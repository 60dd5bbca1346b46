use std::time::Instant;

use crate::span::{Span, DAY};

pub struct Run {
    pub start: Instant,
    pub span: Span,
}

pub fn day() -> crate::span::Span {
    Span::from_secs(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day() {
        assert_eq!(day(), Span::from_secs(86_400), "Span {}", day().as_secs());
    }
}
