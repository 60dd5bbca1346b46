#[path = "common/mod.rs"]
mod common;

mod accounts {
    use kalamdb_api::Account;

    pub fn name(account: &Account) -> &str {
        &account.username
    }
}

#[test]
fn a_user_is_an_account() {
    let ada: kalamdb_commons::system::User = common::ada();
    assert_eq!(accounts::name(&ada), "Ada");
    assert!(!kalamdb_commons::system::User::is_dba(&ada));
}
