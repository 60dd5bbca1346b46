use crate::Butter;

pub trait Melt {
    fn melt(&self) -> u32;
}

impl Melt for Butter {
    fn melt(&self) -> u32 {
        self.grams / 2
    }
}
