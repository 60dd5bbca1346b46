use krate::pick;

#[test]
fn picks() {
    assert_eq!(pick!(3), krate::pick!(3));
    assert_eq!(krate::pick!(twice 3), 6);
    assert_eq!(krate::own() + krate::plain::f(), 3);
}
