pub const LIMIT: usize = 4;
