use bakery::chain;

#[test]
fn nothing() {
    assert_eq!(chain!(), chain());
}
