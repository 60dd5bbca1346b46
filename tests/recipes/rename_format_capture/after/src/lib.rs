//! Limits, and who speaks of them.

use std::fmt::{self, Write};

pub const JOB_LIMIT: usize = 4;
pub static SHOP_NAME: &str = "shop";

macro_rules! say {
    ($($arg:tt)*) => { println!($($arg)*) };
}

macro_rules! limit {
    ($name:expr) => { format!("{} of {JOB_LIMIT}", $name) };
}

pub fn captures(out: &mut String, jobs: usize) -> fmt::Result {
    println!("{JOB_LIMIT} jobs,\t{jobs:>JOB_LIMIT$}, {{MAX_JOBS}} MAX_JOBS");
    println!(r#"{0:.JOB_LIMIT$} {:>1$} "{SHOP_NAME}""#, 1.5, JOB_LIMIT);
    write!(out, "{JOB_LIMIT:?} {SHOP_NAME:08}")?;
    say!("{jobs} of {JOB_LIMIT}: {}", limit!(SHOP_NAME));
    let show = |name: &str| println!("{name} {}", if jobs > JOB_LIMIT { format!("{JOB_LIMIT}") } else { String::new() });
    show(SHOP_NAME);
    assert!(jobs < JOB_LIMIT, "{jobs} is more than {JOB_LIMIT}");
    Ok(())
}

pub fn look_alikes() -> Vec<&'static str> {
    println!("{MAX_JOBS}", MAX_JOBS = 5);
    println!("{}", "{MAX_JOBS}");
    vec!["{MAX_JOBS}", "MAX_JOBS", concat!("{MAX_JOBS}", "{NAME}")]
}

pub fn generic<const MAX_JOBS: usize>() {
    println!("{MAX_JOBS}");
}

pub mod other {
    pub const MAX_JOBS: usize = 5;
    pub fn f() {
        println!("{MAX_JOBS} {}", super::SHOP_NAME);
    }
}
