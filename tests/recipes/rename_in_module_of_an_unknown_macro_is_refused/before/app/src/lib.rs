pub struct Bolt;

pub mod parts;
