/// What went wrong.
pub struct Error;

impl Error {
    /// Leaves the program.
    pub fn exit(self) {}
}

/// Weighs, or says by a [`Error`] why not; [`Error::exit`] ends all.
///
/// ```text
/// [`Fault`]: a line of text
/// ```
///
/// [`Error`]: crate::Error
/// [`Error::exit`]: crate::Error::exit()
/// [`drop`]: std::mem::drop()
/// [`Error`]: crate::Error
/// [`Error::exit`]: crate::Error::exit()
pub fn weigh() -> Result<(), Error> {
    Err(Error)
}
