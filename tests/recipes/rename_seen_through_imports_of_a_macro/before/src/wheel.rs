pub struct Grain;
