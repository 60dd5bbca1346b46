#[derive(Debug)]
pub struct Error;
