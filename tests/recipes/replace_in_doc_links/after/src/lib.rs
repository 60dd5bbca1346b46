//! An [`shed::Gate`](crate::shed::Gate) is what an [`oven`] has; see [`Gate`](crate::shed::Gate), too.

pub mod oven;
pub mod shed;

/// Takes an [`shed::Gate`](crate::shed::Gate) away, or [a door](crate::shed::Gate).
pub fn unhinge(_: crate::shed::Gate) {}
