use std::fmt;

/// A Moment.
#[derive(Debug, Clone, Copy)]
pub struct Moment(pub u64);

impl Moment {
    pub fn later(self) -> Moment {
        Moment(self.0 + 1)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment {}", self.0)
    }
}
