#[derive(Debug)]
pub struct Area;
