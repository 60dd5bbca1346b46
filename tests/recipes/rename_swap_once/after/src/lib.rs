#[derive(Debug, Default)]
pub struct Right(pub u8);

#[derive(Debug, Default)]
pub struct Left(pub u16);

pub enum Side {
    Left,
    Right,
}

pub fn pair() -> (Right, Left) {
    (Right(1), crate::Left(2))
}

pub fn side(left: &Right) -> Side {
    if left.0 > 0 { Side::Left } else { Side::Right }
}
