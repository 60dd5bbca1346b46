mod common;

#[test]
fn second() {
    common::common()
}
