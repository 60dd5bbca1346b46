pub type Fd = super::Handle;
