//! Pages of rows. `Job` is any row type here, `Table` any lookup.

/// A page of rows.
#[derive(Debug, Clone)]
pub struct Page<Job> {
    /// The rows.
    pub rows: Vec<Job>,
    /// Whether more follow.
    pub more: bool,
}

impl<Job: Clone> Page<Job> {
    /// The first rows of many.
    pub fn of(rows: &[Job], size: usize) -> Self {
        Self { rows: rows.iter().take(size).cloned().collect(), more: rows.len() > size }
    }
}

/// The page of jobs.
pub type JobPage = Page<kalamdb_commons::system::Job>;

/// A page through a lookup.
pub fn page_by<Table, Key>(keys: &[Key], lookup: Table) -> Page<String>
where
    Table: Fn(&Key) -> String,
{
    Page { rows: keys.iter().map(lookup).collect(), more: false }
}

/// A page of the jobs that run.
pub fn running(jobs: &[kalamdb_commons::system::Job]) -> JobPage {
    let running: Vec<kalamdb_commons::system::Job> = jobs.iter().filter(|job| job.is_running()).cloned().collect();
    JobPage::of(&running, 10)
}
