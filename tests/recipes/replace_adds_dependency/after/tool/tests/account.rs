#[test]
fn account() {
    let account = models::User { name: old_models::open("a") };
    assert_eq!(account.name, "a");
}
