use shapes::square;

#[derive(Debug)]
pub struct Square(pub u32);

pub fn draw() -> u32 {
    square!(named small 1);
    let large = shapes::square!(2);
    Square(small.side + large.side).0
}
