//! Frames, as they were.

use std::cmp::Ordering;
use std::fmt::{self, Debug};

/// How long a thing may be.
pub const LONGEST: usize = 8;

/// A Frame.
///
/// Not a FrameList.
#[derive(Clone, Default)]
#[allow(dead_code)]
pub struct Frame {
    pub bytes: Vec<u8>,
}

/// Many.
pub struct FrameList(pub Vec<Frame>);

impl Frame {
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

// What a list can do.
impl FrameList {
    pub fn longest(&self) -> Option<&Frame> {
        self.0.iter().max_by(|a, b| -> Ordering { a.len().cmp(&b.len()) })
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame of {}", self.len())
    }
}

pub fn show(list: &FrameList) -> impl Debug {
    list.longest().map(Frame::len)
}

impl Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
