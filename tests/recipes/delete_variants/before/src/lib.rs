//! A menu.

pub enum Soup {
    /// With cream.
    Hot,
    // Nobody orders it.
    /// With ice.
    #[deprecated]
    Cold { bowls: u8 },
    /// In between.
    Warm(u8),
}

pub enum Bread { Fresh, Stale }

pub enum Tea { Weak = 1, Strong = 2, }

pub enum Salt { Only, }

pub enum Cake {
    First,
    Second, // the best
    Last
}
