#[test]
fn is_mended() {
    let Bolt = app::Bolt;
    use app::Bolt;
}
