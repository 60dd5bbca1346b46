#[derive(Debug, Default)]
pub struct Left(pub u8);

#[derive(Debug, Default)]
pub struct Right(pub u16);

pub enum Side {
    Left,
    Right,
}

pub fn pair() -> (Left, Right) {
    (Left(1), crate::Right(2))
}

pub fn side(left: &Left) -> Side {
    if left.0 > 0 { Side::Left } else { Side::Right }
}
