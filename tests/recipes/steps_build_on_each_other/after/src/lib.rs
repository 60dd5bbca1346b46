pub use catalog::Article;
pub use archive::*;

pub mod catalog;
pub mod archive;
pub mod sale;
