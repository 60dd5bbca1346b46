#[path = "low.gen.rs"]
pub mod low;
