pub struct Corn;
