#[cfg_attr(unix, path = "imp/unix.rs")]
#[cfg_attr(not(unix), path = "imp/other.rs")]
pub mod os;

pub mod job;

pub fn own() -> os::ProcessId {
    os::own()
}
