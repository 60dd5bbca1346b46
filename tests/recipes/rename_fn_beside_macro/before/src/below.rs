use crate::chain;

/// The macro is seen here without an import.
pub fn sum() -> u32 {
    chain(chain!(1, 2), 3)
}
