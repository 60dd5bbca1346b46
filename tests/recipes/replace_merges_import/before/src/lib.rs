pub mod desk;
pub mod old;
pub mod post;
