#[allow(unused_imports)]
use tower::*;

#[path = "../common.rs"]
mod common;

#[test]
fn it_is_rung() {
    common::rung();
}
