// Made by hand: a Row each.
pub const ROWS: [Line; 2] = [Line(1), Line(2)];

include!("more.in.rs");
