//! Items in a call beside a string that goes on behind a `\`, with ends of lines as on Windows.

macro_rules! each {
    ($($item:item)*) => { $($item)* };
}

each! {
    pub struct Job;

    pub const TEXT: &str = "a job \
        and more";
}

pub fn shown(jobs: &[Job]) -> String {
    format!(
        "{} of \
         {}",
        jobs.len(),
        std::mem::size_of::<Job>(),
    )
}
