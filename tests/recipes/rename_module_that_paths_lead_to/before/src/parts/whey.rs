//! What runs off.

pub struct Whey;
