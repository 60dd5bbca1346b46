pub mod other;

#[allow(dead_code)]
struct Row;

include!("rows.in.rs");
