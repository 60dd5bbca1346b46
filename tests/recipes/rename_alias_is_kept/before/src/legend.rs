// Circle, Square: what the legend knows.
#[derive(Debug)]
pub enum Symbol {
    Circle,
    Square,
}

mod local {
    #[allow(dead_code)]
    pub struct Circle;
}
