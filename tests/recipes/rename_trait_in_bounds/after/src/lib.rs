pub mod shape;
pub mod units;

use shape::Surface as _;
use units::Area;

pub struct Square(pub f64);

pub fn half(square: &Square) -> f64 {
    square.area() / 2.0
}

impl shape::Surface for Square {
    type Unit = Area;

    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

pub fn total(shapes: &[Box<dyn shape::Surface<Unit = Area>>]) -> f64 {
    shapes.iter().map(|shape| shape.area()).sum()
}

pub fn of<S>(shape: &S) -> f64
where
    S: shape::Surface + ?Sized,
{
    <S as shape::Surface>::area(shape) + shape::Surface::area(&Square(1.0))
}
