//! A disk in memory that forgets, at a power cut, what was not flushed.
//!
//! What happened to names is a log of groups, each atomic as a journaling file
//! system has it. A group is on the platter once one of its folders was flushed;
//! of the others a power cut leaves none, all up to some point, or any choice.
//! A file that was not flushed keeps nothing, a part, or all of its content.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::apply::{Done, Fault, Kind, Like, Meta, Store};

use super::chance::Chance;
use super::tree::Tree;

type Id = u64;
const ROOT: Id = 0;

#[derive(Clone)]
struct File {
    bytes: Vec<u8>,
    is_flushed: bool,
    mode: u32,
    modified: SystemTime,
}

/// What happens to names in one step.
#[derive(Clone)]
struct Group {
    /// A folder that comes with it.
    made: Option<Id>,
    names: Vec<(Id, String, Option<Id>)>,
    /// Whether the names it gives must be free.
    needs_free_name: bool,
    /// A folder that goes: what was in it went before.
    gone: Option<Id>,
    is_flushed: bool,
}

#[derive(Clone, Default)]
struct Disk {
    folders: BTreeMap<Id, BTreeMap<String, Id>>,
    files: BTreeMap<Id, File>,
    modes: BTreeMap<Id, u32>,
}

/// The disk.
pub struct Platter {
    /// What was on the platter at the start.
    base: Disk,
    now: RefCell<Disk>,
    log: RefCell<Vec<Group>>,
    next: Cell<Id>,
    /// Operations that change it, so far.
    count: Cell<usize>,
    dies_at: usize,
    /// Whether the next renaming is one to a free name.
    to_free_name: Cell<bool>,
}

impl Disk {
    /// Carries out a group; not where a folder in it never came to be, one that
    /// goes still holds something, or a name that must be free is not.
    fn take(&mut self, group: &Group) {
        let lives = |id: &Id| self.folders.contains_key(id);
        if !group.names.iter().all(|(folder, ..)| lives(folder)) {
            return;
        }
        let moved: Vec<Id> = group.names.iter().filter_map(|it| it.2).collect();
        for (folder, name, new) in &group.names {
            let old = self.folders[folder].get(name);
            let is_full = old.and_then(|it| self.folders.get(it)).is_some_and(|it| !it.is_empty());
            let is_taken = group.needs_free_name && new.is_some() && old.is_some();
            if is_taken {
                return;
            }
            if new.is_none() && is_full && old.is_some_and(|it| !moved.contains(it)) {
                return;
            }
        }
        if let Some(made) = group.made {
            self.folders.entry(made).or_default();
        }
        for (folder, name, id) in &group.names {
            let folder = self.folders.get_mut(folder).unwrap();
            match id {
                Some(id) => drop(folder.insert(name.clone(), *id)),
                None => drop(folder.remove(name)),
            }
        }
    }

    fn find(&self, path: &Utf8Path) -> Option<Id> {
        path.components().try_fold(ROOT, |id, it| self.folders.get(&id)?.get(it.as_str()).copied())
    }
}

impl Platter {
    /// A disk with these files, all flushed.
    pub fn new(files: &[(Utf8PathBuf, String)]) -> Platter {
        let mut base = Disk::default();
        base.folders.insert(ROOT, BTreeMap::new());
        let platter = Platter::of(base);
        for (path, text) in files {
            let above: Vec<_> = path.ancestors().skip(1).filter(|it| *it != "").collect();
            for folder in above.into_iter().rev() {
                if platter.meta(folder).unwrap().is_none() {
                    platter.make_folder(folder, None).unwrap();
                }
            }
            platter.write(path, text.as_bytes(), None).unwrap();
        }
        let mut now = platter.now.into_inner();
        now.files.values_mut().for_each(|it| it.is_flushed = true);
        Platter { next: platter.next, ..Platter::of(now) }
    }

    fn of(base: Disk) -> Platter {
        let next = 1 + base.files.keys().chain(base.folders.keys()).max().copied().unwrap_or(0);
        Platter {
            now: RefCell::new(base.clone()),
            base,
            log: RefCell::default(),
            next: Cell::new(next),
            count: Cell::new(0),
            dies_at: usize::MAX,
            to_free_name: Cell::new(false),
        }
    }

    /// The same, of a process that dies at this operation.
    pub fn dying(self, at: usize) -> Platter {
        Platter { dies_at: at, ..self }
    }

    /// Whether the process has died.
    pub fn died(&self) -> bool {
        self.count.get() > self.dies_at
    }

    /// What a power cut leaves: seed 0 drops all that can be dropped, 1 nothing.
    pub fn cut(&self, seed: u64) -> Platter {
        let mut chance = Chance::new(seed);
        let log = self.log.borrow();
        let upto = chance.below(log.len() as u64 + 1) as usize;
        let mut disk = self.base.clone();
        for (number, group) in log.iter().enumerate() {
            let kept = match seed {
                0 => false,
                1 => true,
                it if it % 2 == 0 => number < upto,
                _ => chance.below(2) == 0,
            };
            if group.is_flushed || kept {
                disk.take(group);
            }
        }
        disk.files = self.now.borrow().files.clone();
        disk.modes = self.now.borrow().modes.clone();
        for file in disk.files.values_mut().filter(|it| !it.is_flushed) {
            let length = file.bytes.len() as u64;
            let left =
                [0, length, chance.below(length + 1)][if seed < 2 { seed } else { 2 } as usize];
            file.bytes.truncate(left as usize);
            file.is_flushed = true;
        }
        Platter::of(disk)
    }

    /// All below the root but what the program keeps to itself.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        self.collect(Utf8Path::new(""), ROOT, &mut tree);
        tree
    }

    fn collect(&self, path: &Utf8Path, folder: Id, tree: &mut Tree) {
        let now = self.now.borrow();
        for (name, id) in &now.folders[&folder] {
            let path = path.join(name);
            if path.starts_with(".kalam-codemod") {
                continue;
            }
            match now.files.get(id) {
                Some(file) => drop(tree.insert(path, (Some(file.bytes.clone()), file.mode))),
                None => {
                    tree.insert(path.clone(), (None, now.modes.get(id).copied().unwrap_or(0)));
                    self.collect(&path, *id, tree);
                }
            }
        }
    }

    /// What is left in the program's own folder of runs that did not end.
    pub fn left_over(&self) -> Vec<String> {
        let entries = self.list(".kalam-codemod".into()).unwrap_or_default();
        let names = entries.iter().filter_map(|it| it.file_name()).map(str::to_owned);
        names.filter(|it| !["last", ".gitignore"].contains(&it.as_str())).collect()
    }

    fn alive(&self, path: &Utf8Path) -> Done {
        match self.died() {
            true => Err(Fault::new("reach", path, io::Error::other("the power is off"))),
            false => Ok(()),
        }
    }

    fn step(&self, path: &Utf8Path) -> Done {
        self.alive(path)?;
        self.count.set(self.count.get() + 1);
        self.alive(path)
    }

    fn missing(action: &'static str, path: &Utf8Path) -> Fault {
        Fault::new(action, path, io::Error::from(io::ErrorKind::NotFound))
    }

    fn parent(&self, path: &Utf8Path) -> Done<(Id, String)> {
        let parent = path.parent().and_then(|it| self.now.borrow().find(it));
        let name = path.file_name().map(str::to_owned);
        parent.zip(name).ok_or_else(|| Platter::missing("find", path))
    }

    fn id(&self, path: &Utf8Path) -> Done<Id> {
        self.now.borrow().find(path).ok_or_else(|| Platter::missing("find", path))
    }

    /// Does something to names; `made` is what comes, and needs a free one.
    fn log(&self, made: Option<Id>, names: Vec<(Id, String, Option<Id>)>) {
        let needs_free_name = names.len() == 1 && names[0].2.is_some() || self.to_free_name.take();
        let mut now = self.now.borrow_mut();
        let removed = names.iter().find(|it| it.2.is_none() && names.len() == 1);
        let gone = removed.and_then(|it| now.folders[&it.0].get(&it.1).copied());
        let gone = gone.filter(|it| now.folders.contains_key(it));
        let group = Group { made, names, needs_free_name, gone, is_flushed: false };
        now.take(&group);
        self.log.borrow_mut().push(group);
    }

    fn fresh(&self) -> Id {
        self.next.replace(self.next.get() + 1)
    }

    fn time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.next.get())
    }
}

impl Store for Platter {
    fn meta(&self, path: &Utf8Path) -> Done<Option<Meta>> {
        self.alive(path)?;
        let now = self.now.borrow();
        let meta = |id: Id| {
            let file = now.files.get(&id);
            let names = now.folders.values().flat_map(|it| it.values()).filter(|it| **it == id);
            Meta {
                kind: if file.is_some() { Kind::File } else { Kind::Folder },
                mode: file.map(|it| it.mode).or_else(|| now.modes.get(&id).copied()),
                modified: file.map_or(SystemTime::UNIX_EPOCH, |it| it.modified),
                names: names.count() as u64,
                identity: Some((1, id)),
                mount: None,
            }
        };
        Ok(now.find(path).map(meta))
    }

    fn writable(&self, path: &Utf8Path) -> Done<bool> {
        self.alive(path).map(|()| true)
    }

    fn read(&self, path: &Utf8Path) -> Done<Vec<u8>> {
        self.alive(path)?;
        let id = self.id(path)?;
        let bytes = self.now.borrow().files.get(&id).map(|it| it.bytes.clone());
        bytes.ok_or_else(|| Platter::missing("read", path))
    }

    fn list(&self, folder: &Utf8Path) -> Done<Vec<Utf8PathBuf>> {
        self.alive(folder)?;
        let id = self.id(folder)?;
        let now = self.now.borrow();
        let names = now.folders.get(&id).ok_or_else(|| Platter::missing("list", folder))?;
        Ok(names.keys().map(|it| folder.join(it)).collect())
    }

    fn free_bytes(&self) -> Done<Option<u64>> {
        Ok(None)
    }

    fn make_folder(&self, path: &Utf8Path, mode: Option<u32>) -> Done {
        self.step(path)?;
        let ((parent, name), id) = (self.parent(path)?, self.fresh());
        if self.now.borrow().find(path).is_some() {
            return Err(Fault::new("make", path, io::Error::from(io::ErrorKind::AlreadyExists)));
        }
        self.now.borrow_mut().modes.insert(id, mode.unwrap_or(0o755));
        self.log(Some(id), vec![(parent, name, Some(id))]);
        Ok(())
    }

    fn write(&self, path: &Utf8Path, bytes: &[u8], like: Option<&Like>) -> Done {
        self.step(path)?;
        let ((parent, name), id) = (self.parent(path)?, self.fresh());
        if self.now.borrow().find(path).is_some() {
            return Err(Fault::new("make", path, io::Error::from(io::ErrorKind::AlreadyExists)));
        }
        let model = like.map(|it| self.id(&it.path)).transpose()?;
        let mode = model.and_then(|it| Some(self.now.borrow().files.get(&it)?.mode));
        let after = like.map_or(SystemTime::UNIX_EPOCH, |it| it.younger_than);
        let modified = self.time().max(after + Duration::from_secs(2));
        let mode = mode.unwrap_or(0o644);
        let file = File { bytes: bytes.to_vec(), is_flushed: false, mode, modified };
        self.now.borrow_mut().files.insert(id, file);
        self.log(None, vec![(parent, name, Some(id))]);
        Ok(())
    }

    fn sync_files(&self, paths: &[Utf8PathBuf]) -> Done {
        for path in paths {
            self.step(path)?;
            let id = self.id(path)?;
            self.now.borrow_mut().files.get_mut(&id).unwrap().is_flushed = true;
        }
        Ok(())
    }

    fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.step(from)?;
        let (id, (parent, name)) = (self.id(from)?, self.parent(to)?);
        self.log(None, vec![(parent, name, Some(id))]);
        Ok(())
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        self.step(from)?;
        let (id, source, target) = (self.id(from)?, self.parent(from)?, self.parent(to)?);
        self.log(None, vec![(source.0, source.1, None), (target.0, target.1, Some(id))]);
        Ok(())
    }

    fn rename_new(&self, from: &Utf8Path, to: &Utf8Path) -> Done {
        match self.meta(to)? {
            Some(_) => Err(Fault::new("rename", to, io::Error::from(io::ErrorKind::AlreadyExists))),
            None => {
                self.to_free_name.set(true);
                self.rename(from, to)
            }
        }
    }

    fn exchange(&self, from: &Utf8Path, to: &Utf8Path) -> Done<bool> {
        self.step(from)?;
        let (a, b) = (self.id(from)?, self.id(to)?);
        let (source, target) = (self.parent(from)?, self.parent(to)?);
        self.log(None, vec![(source.0, source.1, Some(b)), (target.0, target.1, Some(a))]);
        Ok(true)
    }

    fn remove(&self, path: &Utf8Path) -> Done {
        self.step(path)?;
        self.id(path)?;
        let (parent, name) = self.parent(path)?;
        self.log(None, vec![(parent, name, None)]);
        Ok(())
    }

    fn remove_folder(&self, path: &Utf8Path) -> Done {
        self.remove(path)
    }

    fn make_younger(&self, path: &Utf8Path, than: SystemTime) -> Done {
        self.step(path)?;
        let (id, time) = (self.id(path)?, self.time().max(than + Duration::from_secs(2)));
        self.now.borrow_mut().files.get_mut(&id).unwrap().modified = time;
        Ok(())
    }

    fn sync_folder(&self, path: &Utf8Path) -> Done {
        self.step(path)?;
        let id = self.id(path)?;
        let mut folders = vec![id];
        while let Some(id) = folders.pop() {
            for group in self.log.borrow_mut().iter_mut().filter(|it| !it.is_flushed) {
                if group.made == Some(id) || group.names.iter().any(|it| it.0 == id) {
                    group.is_flushed = true;
                    folders.extend(group.gone);
                }
            }
        }
        Ok(())
    }
}
