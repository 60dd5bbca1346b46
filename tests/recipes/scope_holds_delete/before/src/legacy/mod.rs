pub struct Old;

pub struct Kept;
