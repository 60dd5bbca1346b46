pub mod geo;

/// Square of a side.
#[macro_export]
macro_rules! square {
    ($side:expr) => {
        $crate::geo::Quad { side: $side }
    };
    (named $Square:ident $side:expr) => {
        let $Square: $crate::geo::Quad = $crate::square!($side);
    };
}
