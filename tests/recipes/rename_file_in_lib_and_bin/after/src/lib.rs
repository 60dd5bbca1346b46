pub mod model;

pub fn one() -> model::Article {
    model::Article(1)
}
