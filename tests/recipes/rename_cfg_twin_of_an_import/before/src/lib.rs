#[cfg(not(target_pointer_width = "16"))]
use std::sync::atomic::{AtomicUsize as Counter, Ordering};

#[cfg(target_pointer_width = "16")]
pub mod heap;
#[cfg(not(target_pointer_width = "16"))]
pub use std::alloc::{self as heap};

pub mod sync;

/// A counter.
#[cfg(target_pointer_width = "16")]
struct Counter(std::cell::Cell<usize>);

#[cfg(target_pointer_width = "16")]
unsafe impl Sync for Counter {}

static COUNT: Counter = Counter::new(0);

pub fn count() -> usize {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

pub fn layout() -> heap::Layout {
    heap::Layout::new::<u8>()
}
