pub mod near;
