pub const OLD: u8 = 1;
pub const NEW: u8 = 2;
