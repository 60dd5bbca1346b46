pub mod models;

pub use shop_derive::Job;

pub const JOB_LIMIT: usize = 4;

pub struct Failure;

#[macro_export]
macro_rules! ensure {
    ($condition:expr) => {
        if !$condition {
            return Err($crate::Failure);
        } else if $crate::JOB_LIMIT == 0 {
            return ::core::result::Result::Err($crate::Failure);
        }
    };
    (Error) => { $crate::models::Error };
}

pub fn run(jobs: usize) -> Result<(), Failure> {
    ensure!(jobs < JOB_LIMIT);
    Ok(())
}
