#[path = "../src/pieces/crust.rs"]
mod crust;

#[test]
fn is_there() {
    let _ = crust::Rind;
    assert!(!include_str!("../src/pieces/mod.rs").is_empty());
}
