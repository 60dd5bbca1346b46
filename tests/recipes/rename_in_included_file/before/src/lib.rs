#[derive(Debug, Clone, Copy)]
pub struct Row(pub u8);

include!("rows.in.rs");

pub mod other {
    pub struct Row;

    include!("other.in.rs");
}
