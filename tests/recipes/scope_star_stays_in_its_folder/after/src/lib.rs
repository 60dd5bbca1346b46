pub mod a1;
pub mod abc;
pub mod deep;
pub mod frozen;
pub mod model;
#[path = "top.gen.rs"]
pub mod top;
