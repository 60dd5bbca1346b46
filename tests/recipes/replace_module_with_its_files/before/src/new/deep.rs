// Deeper.
pub struct Depth;
