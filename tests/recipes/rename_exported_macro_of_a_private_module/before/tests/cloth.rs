use loom::cloth;

mod inner {
    use loom::cloth as knit;

    #[test]
    fn knits() {
        assert_eq!(knit!(1).0, 1);
    }
}

#[test]
fn weaves() {
    assert_eq!(cloth!(3).0, loom::cloth!(3).0);
}
