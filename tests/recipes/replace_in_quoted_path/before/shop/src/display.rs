pub trait AsText {}

pub trait AsLine {}
