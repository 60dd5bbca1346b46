//! A draft that nobody finished; no `mod` item names it and it is not Rust.

use crate::tables::system::JobRecord;

pub fn draft(job: &JobRecord) -> String {
    let kind = 'flush;
    format!("the rest of this string never ends {job}
}
