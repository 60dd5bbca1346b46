//! Good ones first.

use crate::crop::{self, Crop, Kind::*};

pub trait Grade {
    fn sort(&mut self);

    fn apples(&self) -> usize;
}

impl Grade for crop::Crate {
    fn sort(&mut self) {
        self.sort_by_key(|fruit: &Crop| std::cmp::Reverse(fruit.weight));
    }

    fn apples(&self) -> usize {
        self.iter().filter(|fruit| matches!(fruit.kind, Pome)).count()
    }
}

pub fn sorted<S: Grade>(mut sort: S) -> S {
    Grade::sort(&mut sort);
    sort
}
