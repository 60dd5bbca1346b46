pub mod geometry;
pub mod legend;
pub mod paint;

pub use geometry::Circle as Ring;
