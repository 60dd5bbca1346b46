use crate::tally;

pub trait Outline {
    fn sides(&self) -> u32;
}

pub struct Square(u32);

delegate! { Square, impl }
