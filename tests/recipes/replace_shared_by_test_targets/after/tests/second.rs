mod common;
#[path = "parts/newer.rs"]
mod newer;
#[path = "parts/older.rs"]
mod older;

use common::Stage;

#[test]
fn works() {
    let _: Stage = common::made();
    assert!(crate::older::works() && older::works());
}
