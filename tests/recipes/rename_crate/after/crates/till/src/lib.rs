use shop::depot::Rack;

pub mod stock {
    pub fn count() -> usize {
        goods::count(&goods::shelf())
    }
}

pub fn both(it: &Rack) -> usize {
    stock::count() + goods::count(it) + shop::order::value(it)
}
