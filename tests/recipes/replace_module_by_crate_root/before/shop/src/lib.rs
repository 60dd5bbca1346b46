pub mod model;

pub fn sell<T>(_: T) {}
