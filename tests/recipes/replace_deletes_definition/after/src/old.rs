//! Frames, as they were.

use std::cmp::Ordering;
use std::fmt::Debug;

use crate::packet::Packet;

/// How long a thing may be.
pub const LONGEST: usize = 8;

/// Many.
pub struct FrameList(pub Vec<Packet>);

// What a list can do.
impl FrameList {
    pub fn longest(&self) -> Option<&Packet> {
        self.0.iter().max_by(|a, b| -> Ordering { a.len().cmp(&b.len()) })
    }
}

pub fn show(list: &FrameList) -> impl Debug {
    list.longest().map(Packet::len)
}
