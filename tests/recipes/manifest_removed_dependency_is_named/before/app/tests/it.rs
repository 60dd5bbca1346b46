#[test]
fn it() {
    let _ = store::Row;
    let _ = app::look_alike(1);
}
