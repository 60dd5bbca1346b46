/// Area of a shape.
pub trait Area {
    type Unit;

    fn area(&self) -> f64;
}

impl<A: Area> Area for Vec<A> {
    type Unit = <A as Area>::Unit;

    fn area(&self) -> f64 {
        self.iter().map(Area::area).sum()
    }
}
