extern crate stock;

mod part {
    use super::stock;

    pub fn shelf() -> stock::Shelf {
        stock::stock!()
    }
}

#[test]
fn counts() {
    assert_eq!(::stock::count(&part::shelf()), 0, "stock");
}
