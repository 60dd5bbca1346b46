//! An orchard. A Fruit grows here; see [`crop`].

pub mod crop;
pub mod sort;

pub use crop::{harvest, Crate, Crop};
pub use sort::Grade as _;

/// Calls `pick` as a macro.
#[macro_export]
macro_rules! picked {
    ($($weight:expr),*) => {
        vec![$($crate::crop::harvest($weight)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavy_is_an_apple() {
        let fruit: Crop = harvest(crop::WEIGHT_LIMIT);
        assert_eq!(fruit, Crop { kind: crop::Kind::Pome, weight: crop::WEIGHT_LIMIT });
        assert!(matches!(picked![1, 2].as_slice(), [Crop { weight: 1, .. }, _]), "no Fruit");
    }
}
