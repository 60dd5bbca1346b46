extern crate depot;

mod part {
    use super::depot;

    pub fn shelf() -> depot::Rack {
        depot::stock!()
    }
}

#[test]
fn counts() {
    assert_eq!(::depot::count(&part::shelf()), 0, "stock");
}
