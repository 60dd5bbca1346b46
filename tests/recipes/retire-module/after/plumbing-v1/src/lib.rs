pub mod pipe;

pub struct Tap(pub bool);
