pub struct Unit;

pub mod std_support {
    pub use super::*;

    pub struct Unit(pub String);

    pub fn unit() -> Unit {
        Unit(tests::name())
    }

    mod tests {
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
