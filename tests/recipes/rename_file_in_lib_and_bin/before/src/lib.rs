pub mod model;

pub fn one() -> model::Item {
    model::Item(1)
}
