pub mod store;

pub fn first() -> Option<store::rack::Goods> {
    None
}
