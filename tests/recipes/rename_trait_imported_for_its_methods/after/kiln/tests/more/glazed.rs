use super::*;

#[test]
fn degrees() {
    assert_eq!(Bowl::degrees(), 1_000);
}
