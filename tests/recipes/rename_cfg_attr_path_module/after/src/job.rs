use crate::os::ProcessId;

pub enum Kind {
    Pid,
}

pub struct Job {
    pub pid: ProcessId,
    pub kind: Kind,
}
