pub fn level() -> super::super::state::Position {
    crate::sys::Position
}
