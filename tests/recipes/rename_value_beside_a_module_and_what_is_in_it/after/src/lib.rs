pub mod shore {
    pub fn begin() -> u8 {
        1
    }
}

pub mod deep {}

pub fn coast() -> u8 {
    shore::begin()
}

macro_rules! each {
    ($then:ident) => {
        r#type!($then)
    };
}

macro_rules! r#type {
    ($name:ident) => {
        $name()
    };
}

pub fn all() -> u8 {
    each!(coast)
}
