#[cfg(doc)]
doc! {macro_rules! choose {
    ($e:expr) => { unimplemented!() };
}}

#[cfg(not(doc))]
doc! {macro_rules! choose {
    ($e:expr) => { $e };
    (twice $e:expr) => { $crate::choose!($e) + $crate::choose!($e) };
}}
