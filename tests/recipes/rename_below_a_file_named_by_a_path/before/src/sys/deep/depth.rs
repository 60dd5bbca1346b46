pub fn level() -> super::super::state::State {
    crate::sys::State
}
