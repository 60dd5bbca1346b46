pub struct Lamp;

pub struct Chair;
