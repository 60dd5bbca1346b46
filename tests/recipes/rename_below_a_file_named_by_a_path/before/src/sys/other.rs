mod state;

pub use state::State;

pub fn made() -> State {
    State::new()
}
