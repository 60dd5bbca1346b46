use shop::stock::Shelf;

pub mod stock {
    pub fn count() -> usize {
        goods::count(&goods::shelf())
    }
}

pub fn both(it: &Shelf) -> usize {
    stock::count() + goods::count(it) + shop::order::value(it)
}
