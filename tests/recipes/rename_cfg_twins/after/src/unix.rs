pub type Fd = super::RawHandle;
