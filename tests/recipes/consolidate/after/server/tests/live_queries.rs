#[path = "common/mod.rs"]
mod common;

use kalamdb_core::live_query::{LiveQuery, LiveQueryManager, UserId};
use kalamdb_core::tables::system::LiveQueriesTableProvider;

#[test]
fn a_row_is_no_subscription() {
    let row = kalamdb_commons::system::LiveQuery::new("l1", "c1", &common::ada().user_id, "SELECT 1");
    let live = LiveQuery::new(UserId(1), &row.query);
    assert_eq!(live.query, row.query);

    let mut table = LiveQueriesTableProvider::default();
    table.insert(row);
    assert!(matches!(table.rows(), [kalamdb_commons::system::LiveQuery { changes: 0, .. }]));
    assert!(LiveQueryManager::default().disconnect("c1").is_empty());
}
