pub struct State;

impl State {
    pub fn new() -> State {
        State
    }
}
