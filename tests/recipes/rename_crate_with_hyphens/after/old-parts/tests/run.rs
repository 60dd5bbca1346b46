#[test]
fn runs() {
    let program = env!("CARGO_BIN_EXE_old-parts");
    assert!(!program.is_empty(), "old-parts");
    let _ = spare_parts::Part;
}
