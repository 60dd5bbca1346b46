/// What went wrong.
pub struct Fault;

impl Fault {
    /// Leaves the program.
    pub fn exit(self) {}
}

/// Weighs, or says by a [`Fault`] why not; [`Fault::exit`] ends all.
///
/// ```text
/// [`Fault`]: a line of text
/// ```
///
/// [`Fault`]: crate::Fault
/// [`Fault::exit`]: crate::Fault::exit()
/// [`drop`]: std::mem::drop()
/// [`Fault`]: crate::Fault
/// [`Fault::exit`]: crate::Fault::exit()
pub fn weigh() -> Result<(), Fault> {
    Err(Fault)
}
