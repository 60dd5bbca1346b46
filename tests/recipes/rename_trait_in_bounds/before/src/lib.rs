pub mod shape;
pub mod units;

use shape::Area as _;
use units::Area;

pub struct Square(pub f64);

pub fn half(square: &Square) -> f64 {
    square.area() / 2.0
}

impl shape::Area for Square {
    type Unit = Area;

    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

pub fn total(shapes: &[Box<dyn shape::Area<Unit = Area>>]) -> f64 {
    shapes.iter().map(|shape| shape.area()).sum()
}

pub fn of<S>(shape: &S) -> f64
where
    S: shape::Area + ?Sized,
{
    <S as shape::Area>::area(shape) + shape::Area::area(&Square(1.0))
}
