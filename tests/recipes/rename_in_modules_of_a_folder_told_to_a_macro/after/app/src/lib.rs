pub struct Screw;
