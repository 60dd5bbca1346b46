#[derive(Debug)]
pub struct Cell(pub u8);

impl Cell {
    pub const EMPTY: Cell = Cell(0);
}
