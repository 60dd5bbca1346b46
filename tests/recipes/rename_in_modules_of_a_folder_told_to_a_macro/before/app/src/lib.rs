pub struct Bolt;
