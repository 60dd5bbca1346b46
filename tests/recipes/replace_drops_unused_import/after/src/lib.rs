pub mod desk;
pub mod office;
pub mod old;
pub mod post;
