pub struct Plank;
