use kalamdb_commons::system::User;
use kalamdb_sql::*;

fn root() -> User {
    User { role: User::DBA.to_string(), ..User::new("u0", "root") }
}

#[test]
fn users_are_displaced() {
    let mut sql = SqlAdapter::default();
    assert_eq!(sql.insert_user(root()), None);
    assert!(matches!(sql.insert_user(root()), Some(User { email: None, .. })));
    assert!(sql.get_user("u0").is_some_and(User::is_dba));
}
