//! What the press takes: not what the orchard calls so.

#[derive(Clone, Copy)]
pub enum Fruit {
    Apple = 1,
}
