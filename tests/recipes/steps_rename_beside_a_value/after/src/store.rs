pub struct Rack;
