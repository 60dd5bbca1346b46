//! Of old-parts.

pub struct Part;
