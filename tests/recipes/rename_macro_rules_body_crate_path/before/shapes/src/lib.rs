pub mod geo;

/// Square of a side.
#[macro_export]
macro_rules! square {
    ($side:expr) => {
        $crate::geo::Square { side: $side }
    };
    (named $Square:ident $side:expr) => {
        let $Square: $crate::geo::Square = $crate::square!($side);
    };
}
