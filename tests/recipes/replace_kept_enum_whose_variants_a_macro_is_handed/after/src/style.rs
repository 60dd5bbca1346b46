pub enum Color {
    Black,
    White,
}

pub enum Ink {
    Black,
    White,
}
