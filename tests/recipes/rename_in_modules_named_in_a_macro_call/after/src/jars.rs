pub struct Pot;
