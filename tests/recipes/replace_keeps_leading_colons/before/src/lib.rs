pub mod shed;

pub struct Door {
    pub width: u8,
}

pub struct Pan;
