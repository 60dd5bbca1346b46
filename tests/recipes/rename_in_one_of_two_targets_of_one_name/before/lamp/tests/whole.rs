struct Fixture;

#[test]
fn is_lit() {
    let Fixture = Fixture;
    assert!(lamp::is_lit());
}
