//! Limits, and who speaks of them.

use std::fmt::{self, Write};

pub const MAX_JOBS: usize = 4;
pub static NAME: &str = "shop";

macro_rules! say {
    ($($arg:tt)*) => { println!($($arg)*) };
}

macro_rules! limit {
    ($name:expr) => { format!("{} of {MAX_JOBS}", $name) };
}

pub fn captures(out: &mut String, jobs: usize) -> fmt::Result {
    println!("{MAX_JOBS} jobs,\t{jobs:>MAX_JOBS$}, {{MAX_JOBS}} MAX_JOBS");
    println!(r#"{0:.MAX_JOBS$} {:>1$} "{NAME}""#, 1.5, MAX_JOBS);
    write!(out, "{MAX_JOBS:?} {NAME:08}")?;
    say!("{jobs} of {MAX_JOBS}: {}", limit!(NAME));
    let show = |name: &str| println!("{name} {}", if jobs > MAX_JOBS { format!("{MAX_JOBS}") } else { String::new() });
    show(NAME);
    assert!(jobs < MAX_JOBS, "{jobs} is more than {MAX_JOBS}");
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
        println!("{MAX_JOBS} {}", super::NAME);
    }
}
