use derives::Error;

#[derive(Error, Debug)]
pub enum Failure {
    Lost,
}

pub enum Startup {
    Failed(Failure),
}

impl<T: Into<Failure>> From<T> for Startup {
    fn from(it: T) -> Startup {
        Startup::Failed(it.into())
    }
}

/// One name for a type and a constant: an argument that may be either is the type.
pub mod both {
    pub struct Extent {}
    #[allow(non_upper_case_globals)]
    pub const Size: usize = 4;

    pub fn of<T>() -> usize {
        std::mem::size_of::<T>()
    }

    pub fn none() -> usize {
        of::<Extent>() + of::<[u8; Size]>()
    }
}
