#[derive(Debug)]
pub struct Fault;
