use crate::count;

pub trait Shape {
    fn sides(&self) -> u32;
}

pub struct Square(u32);

delegate! { Square, impl }
