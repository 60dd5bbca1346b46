//! The disk, with something happening at the nth operation that changes it.

use std::cell::{Cell, RefCell};
use std::io;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::apply::{Disk, Done, Fault, Like, Meta, Store};

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fails {
    /// It alone, before it did anything.
    Once,
    /// It and all after it.
    Always,
    /// It alone, though it was done.
    Late,
}

/// What happens.
pub enum Event<'a> {
    /// Nothing.
    None,
    /// The process is killed before the operation.
    Killed,
    /// It fails with this error of the system.
    Fails(Fails, i32),
    /// Somebody else does something before it.
    Meanwhile(&'a dyn Fn()),
}

/// The disk.
pub struct Eventful<'a> {
    disk: Disk,
    event: Event<'a>,
    at: usize,
    count: Cell<usize>,
    names: RefCell<Vec<String>>,
}

impl<'a> Eventful<'a> {
    /// The disk below `root`, with this event at the operation `at`.
    pub fn new(root: &Utf8Path, at: usize, event: Event<'a>) -> Eventful<'a> {
        let disk = Disk::open(root).unwrap();
        Eventful { disk, event, at, count: Cell::new(0), names: RefCell::default() }
    }

    /// Whether the event came about.
    pub fn happened(&self) -> bool {
        self.count.get() > self.at
    }

    /// The operation at which it came about.
    pub fn place(&self) -> String {
        self.names.borrow().get(self.at).cloned().unwrap_or_default()
    }

    fn change<T>(
        &self,
        (name, path): (&'static str, &Utf8Path),
        done: impl FnOnce() -> Done<T>,
    ) -> Done<T> {
        let number = self.count.replace(self.count.get() + 1);
        self.names.borrow_mut().push(format!("{name} {path}"));
        let fault = |code| Fault::new(name, path, io::Error::from_raw_os_error(code));
        match &self.event {
            Event::Killed if number == self.at => killed(),
            Event::Fails(Fails::Once, code) if number == self.at => Err(fault(*code)),
            Event::Fails(Fails::Always, code) if number >= self.at => Err(fault(*code)),
            Event::Fails(Fails::Late, code) if number == self.at => {
                done()?;
                Err(fault(*code))
            }
            Event::Meanwhile(happens) if number == self.at => {
                happens();
                done()
            }
            _ => done(),
        }
    }
}

#[cfg(unix)]
fn killed() -> ! {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::KILL);
    unreachable!("a killed process goes on")
}

#[cfg(not(unix))]
fn killed() -> ! {
    std::process::abort()
}

impl Store for Eventful<'_> {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        self.disk.meta(path)
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        self.disk.writable(path)
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        self.disk.read(path)
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        self.disk.list(folder)
    }

    fn free_bytes(&self) -> Done<Option<u64>> {
        self.disk.free_bytes()
    }

    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done {
        self.change(("make the folder", path), || self.disk.make_folder(path, mode))
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        // In two pieces: something may happen when half is there.
        self.change(("begin", path), || Ok(()))?;
        let written = self.change(("write", path), || self.disk.write(path, bytes, like));
        if written.is_err() && matches!(self.disk.meta(path), Ok(None)) {
            let _ = self.disk.write(path, &bytes[..bytes.len() / 2], None);
        }
        written
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        paths.iter().try_for_each(|it| self.change(("flush", it), || Ok(())))
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.change(("link", to), || self.disk.link(from, to))
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.change(("rename to", to), || self.disk.rename(from, to))
    }

    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.change(("rename to new", to), || self.disk.rename_new(from, to))
    }

    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool> {
        self.change(("exchange", to), || self.disk.exchange(from, to))
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        self.change(("remove", path), || self.disk.remove(path))
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        self.change(("remove the folder", path), || self.disk.remove_folder(path))
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        self.change(("set the time of", path), || self.disk.make_younger(path, than))
    }

    fn sync_folder(&self, path: &Utf8Path) -> Done {
        self.change(("flush the folder", path), || Ok(()))
    }
}
