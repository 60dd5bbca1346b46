#[path = "../src/parts/rind.rs"]
mod rind;

#[test]
fn is_there() {
    let _ = rind::Rind;
    assert!(!include_str!("../src/parts/mod.rs").is_empty());
}
