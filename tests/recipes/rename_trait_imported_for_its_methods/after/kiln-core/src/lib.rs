mod shape;

pub use self::shape::{Baked, Glazed};
