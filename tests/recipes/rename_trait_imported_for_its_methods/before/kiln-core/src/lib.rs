mod shape;

pub use self::shape::{Fired, Glazed};
