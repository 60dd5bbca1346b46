use std::time::{Duration, Instant};

use crate::span::DAY;

pub struct Run {
    pub start: Instant,
    pub span: Duration,
}

pub fn day() -> std::time::Duration {
    Duration::from_secs(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day() {
        assert_eq!(day(), Duration::from_secs(86_400), "Span {}", day().as_secs());
    }
}
