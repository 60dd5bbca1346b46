mod imp {
    #[derive(Debug, Clone)]
    pub struct Gate;
}

mod other {
    #[derive(Debug, Clone)]
    pub struct Door;
}

pub use self::imp::Gate;
