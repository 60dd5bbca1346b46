// Made by hand: a Row each.
pub const ROWS: [Row; 2] = [Row(1), Row(2)];

include!("more.in.rs");
