#[derive(Debug, Clone, Default)]
pub struct Vector {
    pub x: i32,
    pub y: i32,
}
