pub use loom_macros::{beam_with, thread_with};

#[derive(Debug)]
pub struct Thread(pub u8);
