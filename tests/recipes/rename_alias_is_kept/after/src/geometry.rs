#[derive(Debug, Clone, Copy)]
pub struct Disc {
    pub radius: f64,
}
