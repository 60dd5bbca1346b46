#[derive(Debug, Clone, Copy)]
pub struct Circle {
    pub radius: f64,
}
