use crate::joined;

/// The macro is seen here without an import.
pub fn sum() -> u32 {
    joined(chain!(1, 2), 3)
}
