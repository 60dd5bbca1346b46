pub struct Leaf<T>(pub T);

pub struct Sill;
