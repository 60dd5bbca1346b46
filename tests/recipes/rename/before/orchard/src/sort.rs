//! Good ones first.

use crate::fruit::{self, Fruit, Kind::*};

pub trait Sort {
    fn sort(&mut self);

    fn apples(&self) -> usize;
}

impl Sort for fruit::Basket {
    fn sort(&mut self) {
        self.sort_by_key(|fruit: &Fruit| std::cmp::Reverse(fruit.weight));
    }

    fn apples(&self) -> usize {
        self.iter().filter(|fruit| matches!(fruit.kind, Apple)).count()
    }
}

pub fn sorted<S: Sort>(mut sort: S) -> S {
    Sort::sort(&mut sort);
    sort
}
