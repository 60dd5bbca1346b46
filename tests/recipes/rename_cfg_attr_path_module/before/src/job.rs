use crate::os::Pid;

pub enum Kind {
    Pid,
}

pub struct Job {
    pub pid: Pid,
    pub kind: Kind,
}
