use crate::stamp::Instant;

/// From one Moment to the next.
pub struct Day {
    pub from: Instant,
    pub to: crate::stamp::Instant,
}

impl Day {
    pub fn of(from: Instant) -> Self {
        Day { from, to: Instant(from.0 + 86_400) }
    }
}
