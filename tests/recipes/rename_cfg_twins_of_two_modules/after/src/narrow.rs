pub type Lane = u32;

#[allow(dead_code)]
pub const ONES: Lane = Lane::MAX;
