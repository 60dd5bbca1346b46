pub mod models;

pub use shop_derive::Job;

pub const MAX_JOBS: usize = 4;

pub struct Error;

#[macro_export]
macro_rules! ensure {
    ($condition:expr) => {
        if !$condition {
            return Err($crate::Error);
        } else if $crate::MAX_JOBS == 0 {
            return ::core::result::Result::Err($crate::Error);
        }
    };
    (Error) => { $crate::models::Error };
}

pub fn run(jobs: usize) -> Result<(), Error> {
    ensure!(jobs < MAX_JOBS);
    Ok(())
}
