use krate::choose;

#[test]
fn picks() {
    assert_eq!(choose!(3), krate::choose!(3));
    assert_eq!(krate::choose!(twice 3), 6);
    assert_eq!(krate::own() + krate::plain::f(), 3);
}
