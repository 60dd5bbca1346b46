pub mod oven;
pub mod shed;

pub fn unhinge(_: oven::parts::Door) {}
