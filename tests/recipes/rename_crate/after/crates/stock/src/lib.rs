//! The stock, as in [`stock::Shelf`](crate::Rack).
//!
//! ```
//! use depot::{shelf, Rack};
//! assert_eq!(depot::count(&shelf()), 0);
//! ```

extern crate self as own;

/// A field is called like the crate.
#[derive(Default)]
pub struct Rack {
    pub stock: usize,
}

pub fn shelf() -> Rack {
    own::Rack::default()
}

pub fn count(it: &Rack) -> usize {
    let stock = it.stock;
    stock
}

#[macro_export]
macro_rules! stock {
    () => {
        $crate::shelf()
    };
}

pub const NAME: &str = env!("CARGO_PKG_NAME");
