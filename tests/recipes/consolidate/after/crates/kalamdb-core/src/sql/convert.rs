//! Between the two models of a job.

use kalamdb_commons::system::Job;

/// The record of a row.
pub fn record_from_row(row: Job) -> Job {
    let Job {
        job_id,
        job_type,
        table_name,
        status,
        start_time,
        end_time,
        parameters,
        error_message,
        node_id,
    } = row;
    Job {
        job_id,
        job_type,
        table_name,
        status,
        start_time,
        end_time,
        parameters,
        error_message,
        node_id,
    }
}

/// The ids of rows and of records.
pub fn ids(rows: &[Job], records: &[Job]) -> Vec<String> {
    let rows = rows.iter().map(|it| it.job_id.clone());
    rows.chain(records.iter().map(|it| it.job_id.clone())).collect()
}
