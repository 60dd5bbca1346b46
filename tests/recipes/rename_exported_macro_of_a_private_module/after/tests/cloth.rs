use loom::fabric;

mod inner {
    use loom::fabric as knit;

    #[test]
    fn knits() {
        assert_eq!(knit!(1).0, 1);
    }
}

#[test]
fn weaves() {
    assert_eq!(fabric!(3).0, loom::fabric!(3).0);
}
