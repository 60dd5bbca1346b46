pub trait AsLine {}
