mod parts;

pub use parts::nest;
