#[cfg(feature = "stock")]
pub mod order {
    use stock::{count, Shelf};

    pub fn value(it: &Shelf) -> usize {
        count(it) + stock::count(it)
    }
}

#[cfg(feature = "stock")]
pub use stock;

/// What [`stock::Shelf`] holds, or nothing.
pub fn held(stock: usize) -> usize {
    stock
}
