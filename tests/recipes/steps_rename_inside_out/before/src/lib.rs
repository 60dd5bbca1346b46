pub mod stock;

pub fn first() -> Option<stock::shelf::Item> {
    None
}
