pub mod ice;
