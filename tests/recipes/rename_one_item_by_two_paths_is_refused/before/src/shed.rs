pub struct Gate;

pub struct Flap;
