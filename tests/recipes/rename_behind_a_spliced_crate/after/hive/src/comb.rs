#[derive(Debug)]
pub struct Chamber(pub u8);

impl Chamber {
    pub const EMPTY: Chamber = Chamber(0);
}
