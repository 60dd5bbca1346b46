pub const ROW: Row = Row;
pub const FIRST: super::Row = super::ROWS[0];
