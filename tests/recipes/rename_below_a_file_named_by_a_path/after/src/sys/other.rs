mod state;

pub use state::Position;

pub fn made() -> Position {
    Position::new()
}
