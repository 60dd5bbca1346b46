pub mod geometry;
pub mod legend;
pub mod paint;

pub use geometry::Disc as Ring;
