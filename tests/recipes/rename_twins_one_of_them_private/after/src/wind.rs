#[cfg(not(windows))]
use crate::sand::{grain, Kernel};

#[cfg(not(windows))]
pub fn blow() -> (usize, u16) {
    (grain(), 1 as Kernel)
}
