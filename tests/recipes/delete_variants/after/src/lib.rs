//! A menu.

pub enum Soup {
    /// With cream.
    Hot,
    /// In between.
    Warm(u8),
}

pub enum Bread { Fresh }

pub enum Tea { Strong = 2, }

pub enum Salt {}

pub enum Cake {
    Second, // the best
}
