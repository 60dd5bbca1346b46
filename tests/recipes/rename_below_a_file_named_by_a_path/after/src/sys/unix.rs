mod state;

mod deep {
    pub mod level;
}

pub use state::Position;

pub fn made() -> Position {
    let _ = deep::level::level();
    Position::new()
}
