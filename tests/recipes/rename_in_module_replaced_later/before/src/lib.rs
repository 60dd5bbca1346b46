mod oven {
    pub struct Door;
    pub struct Tin;
}

mod shed {
    pub struct Door;
}

pub fn shut(_: oven::Door) {}
