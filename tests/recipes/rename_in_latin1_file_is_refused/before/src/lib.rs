pub mod model;
#[cfg(windows)]
mod old;
