#[test]
fn is_mended() {
    let Screw = app::Screw;
    use app::Screw;
}
