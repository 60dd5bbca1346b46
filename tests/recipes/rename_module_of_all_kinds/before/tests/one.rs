mod common;

#[test]
fn first() {
    common::common()
}
