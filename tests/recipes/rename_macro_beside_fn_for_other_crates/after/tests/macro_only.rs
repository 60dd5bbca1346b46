use bakery as it;
use crate::it::link;

#[test]
fn nothing() {
    assert_eq!(link!(), 0);
}
