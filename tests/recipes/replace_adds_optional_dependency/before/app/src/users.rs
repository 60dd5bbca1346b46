use old_models::Account;

pub fn open() -> Account {
    Account
}
