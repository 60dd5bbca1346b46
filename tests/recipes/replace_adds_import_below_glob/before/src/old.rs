/// A Parcel.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    pub grams: u32,
}

pub struct Van(pub u32);
