use pin_project_lite::pin_project;

pin_project! {
    #[project = StateProj]
    pub enum State {
        Loaded { level: u32 },
        Empty,
    }
}

pub fn level(state: std::pin::Pin<&mut State>) -> u32 {
    match state.project() {
        StateProj::Loaded { level } => *level,
        StateProj::Empty => 0,
    }
}
