use crate::Ash;

/// Before [`cool`](crate::cool).
pub fn burn() -> Ash {
    Ash
}
