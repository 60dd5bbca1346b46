use bakery as it;
use crate::it::chain;

#[test]
fn nothing() {
    assert_eq!(chain!(), 0);
}
