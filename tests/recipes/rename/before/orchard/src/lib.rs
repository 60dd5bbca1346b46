//! An orchard. A Fruit grows here; see [`fruit`].

pub mod fruit;
pub mod sort;

pub use fruit::{pick, Basket, Fruit};
pub use sort::Sort as _;

/// Calls `pick` as a macro.
#[macro_export]
macro_rules! picked {
    ($($weight:expr),*) => {
        vec![$($crate::fruit::pick($weight)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavy_is_an_apple() {
        let fruit: Fruit = pick(fruit::MAX_WEIGHT);
        assert_eq!(fruit, Fruit { kind: fruit::Kind::Apple, weight: fruit::MAX_WEIGHT });
        assert!(matches!(picked![1, 2].as_slice(), [Fruit { weight: 1, .. }, _]), "no Fruit");
    }
}
