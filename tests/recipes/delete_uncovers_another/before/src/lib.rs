//! Behind the own item another one is seen.

mod old;

pub use old::*;

pub struct Lamp;

pub struct Other;
