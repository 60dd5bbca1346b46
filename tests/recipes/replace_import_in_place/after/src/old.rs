#[derive(Debug, Clone, Default)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// Point is not the beginning of this.
pub struct PointList;
