use kiln::{Baked, Fired};

#[derive(Fired)]
pub struct Bowl;

mod glazed;
