pub mod old;
pub mod packet;
