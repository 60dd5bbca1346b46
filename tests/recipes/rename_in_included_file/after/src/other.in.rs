pub const ROW: Row = Row;
pub const FIRST: super::Line = super::ROWS[0];
