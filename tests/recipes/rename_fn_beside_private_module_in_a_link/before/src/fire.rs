use crate::Ash;

/// Before [`cool`](crate::cool).
pub fn fire() -> Ash {
    Ash
}
