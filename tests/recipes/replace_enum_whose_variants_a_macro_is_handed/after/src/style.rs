pub enum Ink {
    Black,
    White,
}
