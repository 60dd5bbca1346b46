macro_rules! mods {
    ($($m:ident)*) => { $(mod $m; pub use $m::*;)* };
}

macro_rules! public {
    ($(#[$meta:meta])* $vis:vis mod $name:ident) => { $(#[$meta])* $vis mod $name; };
}

macro_rules! with_glass {
    ($($item:item)*) => { $(#[cfg(not(no_glass))] $item)* };
}

mods!(jars boxes);
public!(pub mod lids);

with_glass! {
    pub mod glass;

    mod inner {
        pub use crate::jars::Jar as Glass;
    }
}

pub fn jar() -> Jar {
    glass::jar()
}

pub fn count(boxes: usize) -> usize {
    boxes + usize::from(lids::fit(&jar())) + usize::from(lids::fit(&inner::Glass))
}
