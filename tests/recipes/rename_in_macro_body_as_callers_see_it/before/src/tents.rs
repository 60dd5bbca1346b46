pub struct Tent;

impl Tent {
    pub fn sides(&self) -> u32 {
        fn count() -> u32 {
            4
        }
        count()
    }
}

pub mod tiny {
    use crate::count;

    pub trait Shape {}

    pub struct Speck;

    impl Shape for Speck {}

    pub fn specks() -> u32 {
        total!(2)
    }
}

pub struct Shape;

own!();
