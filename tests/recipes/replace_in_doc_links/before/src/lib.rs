//! An [`oven::parts::Door`] is what an [`oven`] has; see [`Door`](oven::parts::Door), too.

pub mod oven;
pub mod shed;

/// Takes an [`oven::parts::Door`] away, or [a door](oven::parts::Door).
pub fn unhinge(_: oven::parts::Door) {}
