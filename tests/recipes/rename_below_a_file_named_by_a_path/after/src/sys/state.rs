pub struct Position;

impl Position {
    pub fn new() -> Position {
        Position
    }
}
