pub struct Unit;

pub mod std_support {
    pub use super::*;

    pub struct Measure(pub String);

    pub fn unit() -> Measure {
        Measure(heavy::name())
    }

    mod heavy {
        pub fn name() -> String {
            "tests".to_owned()
        }
    }
}

pub fn unit() -> Unit {
    tests::unit()
}

pub mod tests {
    use super::Unit;

    pub fn unit() -> Unit {
        Unit
    }
}
