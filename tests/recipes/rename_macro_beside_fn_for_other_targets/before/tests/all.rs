use stockroom::stack;

#[test]
fn the_third_is_on_the_second() {
    assert_eq!(stack![2, 2, 3, 4], 4);
    assert_eq!(stockroom::stack(2, &[1]), None);
}
