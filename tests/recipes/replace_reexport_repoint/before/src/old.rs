pub struct Thing {
    pub name: String,
}

pub struct Other(pub u8);

/// Makes the other: no Thing.
pub fn make() -> Other {
    Other(1)
}
