/// Area of a shape.
pub trait Surface {
    type Unit;

    fn area(&self) -> f64;
}

impl<A: Surface> Surface for Vec<A> {
    type Unit = <A as Surface>::Unit;

    fn area(&self) -> f64 {
        self.iter().map(Surface::area).sum()
    }
}
