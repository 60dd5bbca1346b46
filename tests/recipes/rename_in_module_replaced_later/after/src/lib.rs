mod shed {
    pub struct Door;
}

pub fn shut(_: shed::Door) {}
