#[cfg(unix)]
pub(crate) use crate::Links;

#[cfg(not(unix))]
pub(crate) struct Links(pub Vec<crate::Word>);
