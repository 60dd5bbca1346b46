#[cfg(unix)]
pub(crate) use crate::Joints as Links;

#[cfg(not(unix))]
pub(crate) struct Links(pub Vec<crate::Lane>);
