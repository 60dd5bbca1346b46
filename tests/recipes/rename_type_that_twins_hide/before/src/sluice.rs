pub struct Gate<T>(pub T);

pub struct Sill;
