pub mod pipe;

pub struct Valve(pub bool);
