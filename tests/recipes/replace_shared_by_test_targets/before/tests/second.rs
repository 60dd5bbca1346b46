mod common;
#[path = "parts/newer.rs"]
mod newer;
#[path = "parts/older.rs"]
mod older;

use common::Fixture;

#[test]
fn works() {
    let _: Fixture = common::made();
    assert!(crate::older::works() && older::works());
}
