//! Rooms, which are the same in each season.

#[cfg(feature = "summer")]
#[path = "rooms"]
pub mod summer {
    use u16 as Price;

    mod bunks;
    pub use bunks::Bed;
}

#[cfg(not(feature = "summer"))]
#[path = "rooms"]
pub mod winter {
    use u8 as Price;

    mod bunks;
    pub use bunks::Bed;
}
