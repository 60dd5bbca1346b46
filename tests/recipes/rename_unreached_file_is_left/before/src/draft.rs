use crate::Stone;

pub fn draft() -> Stone {
    Stone("
}
