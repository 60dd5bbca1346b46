#[cfg(not(target_pointer_width = "16"))]
use std::sync::atomic::{AtomicUsize as Tally, Ordering};

#[cfg(target_pointer_width = "16")]
pub mod store;
#[cfg(not(target_pointer_width = "16"))]
pub use std::alloc::{self as store};

pub mod sync;

/// A counter.
#[cfg(target_pointer_width = "16")]
struct Tally(std::cell::Cell<usize>);

#[cfg(target_pointer_width = "16")]
unsafe impl Sync for Tally {}

static COUNT: Tally = Tally::new(0);

pub fn count() -> usize {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

pub fn layout() -> store::Layout {
    store::Layout::new::<u8>()
}
