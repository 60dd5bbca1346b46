#[cfg(feature = "stock")]
pub mod order {
    use depot::{count, Rack};

    pub fn value(it: &Rack) -> usize {
        count(it) + depot::count(it)
    }
}

#[cfg(feature = "stock")]
pub use depot;

/// What [`depot::Rack`] holds, or nothing.
pub fn held(stock: usize) -> usize {
    stock
}
