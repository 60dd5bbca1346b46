//! The stock, as in [`stock::Shelf`](crate::Shelf).
//!
//! ```
//! use stock::{shelf, Shelf};
//! assert_eq!(stock::count(&shelf()), 0);
//! ```

extern crate self as own;

/// A field is called like the crate.
#[derive(Default)]
pub struct Shelf {
    pub stock: usize,
}

pub fn shelf() -> Shelf {
    own::Shelf::default()
}

pub fn count(it: &Shelf) -> usize {
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
