#[test]
fn account() {
    let account = old_models::Account { name: old_models::open("a") };
    assert_eq!(account.name, "a");
}
