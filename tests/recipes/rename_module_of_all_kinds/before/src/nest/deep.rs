mod lower;

pub use lower::low;
