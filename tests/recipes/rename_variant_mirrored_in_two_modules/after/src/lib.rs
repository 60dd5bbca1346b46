pub mod butter;
pub mod cheese;

mod both {
    use crate::butter::{State, StateProj};
    use std::pin::Pin;

    pub fn is_full(state: Pin<&mut State>) -> bool {
        matches!(state.project(), StateProj::Loaded { .. })
            || matches!(Pin::new(&mut crate::cheese::State::Empty).project(), crate::cheese::StateProj::Full { .. })
    }
}

pub fn is_full(state: std::pin::Pin<&mut butter::State>) -> bool {
    both::is_full(state)
}
