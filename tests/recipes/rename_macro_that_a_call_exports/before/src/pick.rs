#[cfg(doc)]
doc! {macro_rules! pick {
    ($e:expr) => { unimplemented!() };
}}

#[cfg(not(doc))]
doc! {macro_rules! pick {
    ($e:expr) => { $e };
    (twice $e:expr) => { $crate::pick!($e) + $crate::pick!($e) };
}}
