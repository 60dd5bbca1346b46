use bakery::{chain, link};

#[test]
fn nothing() {
    assert_eq!(link!(), chain());
}
