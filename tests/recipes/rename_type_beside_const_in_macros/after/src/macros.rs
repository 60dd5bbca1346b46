#![macro_use]
//! Macros for cloth, which the modules behind this one see.

macro_rules! woven {
    ($name:ident: ($warp:ty, $weft:ty) of $it:expr) => {
        /// A piece of cloth.
        pub fn $name() -> Cloth<$warp, $weft> {
            Cloth($it, $it)
        }
    };
}
