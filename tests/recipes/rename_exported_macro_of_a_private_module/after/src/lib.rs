mod weave;

pub use weave::Cloth;
