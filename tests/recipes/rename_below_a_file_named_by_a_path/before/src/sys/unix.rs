mod state;

mod deep {
    pub mod depth;
}

pub use state::State;

pub fn made() -> State {
    let _ = deep::depth::level();
    State::new()
}
