mod support;

#[test]
fn second() {
    support::common()
}
