pub const NEW: u8 = 2;
