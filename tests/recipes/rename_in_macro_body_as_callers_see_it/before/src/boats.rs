use crate::shapes::Shape;
use crate::count;

pub struct Boat(u32);

delegate! { Boat, impl }

pub fn sides(boat: &Boat) -> u32 {
    boat.sides()
}
