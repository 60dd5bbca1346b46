use super::Price;
use crate::Guest;

/// A bed.
pub struct Bed {
    /// What it costs.
    pub price: Price,
    /// Who sleeps in it.
    pub taken: Option<Guest>,
}
