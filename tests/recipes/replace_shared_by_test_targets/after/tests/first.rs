mod common;
#[path = "parts/newer.rs"]
mod newer;

use common::Stage;

#[test]
fn works() {
    let _: Stage = common::made();
    assert!(crate::newer::works() && newer::works());
}
