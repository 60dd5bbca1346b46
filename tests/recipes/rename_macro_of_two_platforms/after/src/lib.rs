//! A ferry.

#[cfg(unix)]
#[macro_use]
mod sea;
#[cfg(not(unix))]
#[macro_use]
mod lake;

macro_rules! both_ways {
    ($it:expr) => {
        price!($it) + price!($it)
    };
}

/// What it costs there and back.
pub fn there_and_back(miles: u32) -> u32 {
    both_ways!(miles)
}
