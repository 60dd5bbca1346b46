// One step further.
pub use crate::port::Gate;
