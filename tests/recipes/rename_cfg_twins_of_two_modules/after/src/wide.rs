pub type Lane = u64;

#[allow(dead_code)]
pub const ONES: Lane = Lane::MAX;
