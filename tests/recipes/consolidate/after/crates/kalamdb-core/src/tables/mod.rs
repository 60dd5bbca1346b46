//! Tables that the engine can read.

pub mod system;
