use derives::Error;

#[derive(Error, Debug)]
pub enum Error {
    Lost,
}

pub enum Startup {
    Failed(Error),
}

impl<T: Into<Error>> From<T> for Startup {
    fn from(it: T) -> Startup {
        Startup::Failed(it.into())
    }
}

/// One name for a type and a constant: an argument that may be either is the type.
pub mod both {
    pub struct Size {}
    #[allow(non_upper_case_globals)]
    pub const Size: usize = 4;

    pub fn of<T>() -> usize {
        std::mem::size_of::<T>()
    }

    pub fn none() -> usize {
        of::<Size>() + of::<[u8; Size]>()
    }
}
