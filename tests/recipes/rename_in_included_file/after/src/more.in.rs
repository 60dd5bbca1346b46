pub const MORE: Line = Line(3);
