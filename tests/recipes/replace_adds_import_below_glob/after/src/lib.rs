pub mod count;
pub mod fresh;
pub mod old;
