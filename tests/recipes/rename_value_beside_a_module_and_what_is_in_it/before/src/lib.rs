pub mod shore {
    pub fn new() -> u8 {
        1
    }
}

pub mod deep {}

pub fn shore() -> u8 {
    shore::new()
}

fn deep() {}

macro_rules! each {
    ($then:ident) => {
        match_one!($then)
    };
}

macro_rules! match_one {
    ($name:ident) => {
        $name()
    };
}

pub fn all() -> u8 {
    each!(shore)
}
