pub const MORE: Row = Row(3);
