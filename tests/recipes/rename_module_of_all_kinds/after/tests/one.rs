mod support;

#[test]
fn first() {
    support::common()
}
