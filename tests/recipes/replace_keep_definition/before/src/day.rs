use crate::clock::Moment;

/// From one Moment to the next.
pub struct Day {
    pub from: Moment,
    pub to: crate::clock::Moment,
}

impl Day {
    pub fn of(from: Moment) -> Self {
        Day { from, to: Moment(from.0 + 86_400) }
    }
}
