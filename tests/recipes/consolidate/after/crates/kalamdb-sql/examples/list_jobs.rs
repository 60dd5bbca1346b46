//! Lists the jobs of an adapter with two jobs.

use kalamdb_sql::models;
use kalamdb_commons::system::Job;
use kalamdb_commons::system::Namespace as SqlNamespace;
use kalamdb_sql::SqlAdapter;

fn main() {
    let mut sql = SqlAdapter::default();
    sql.upsert_job(Job::new("j1", "flush", "n1"));
    sql.upsert_job(kalamdb_commons::system::Job { job_id: "j2".to_string(), ..kalamdb_commons::system::Job::default() });
    for job in sql.scan_jobs() {
        println!("Job {job}");
    }
    let namespace: SqlNamespace = sql.create_namespace("app").clone();
    println!("Namespace {}", namespace.name);
    let _schemas: &[models::TableSchema] = sql.schemas();
}
