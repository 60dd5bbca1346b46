pub use loom_macros::{beam_with, thread_with};

#[derive(Debug)]
pub struct Strand(pub u8);
