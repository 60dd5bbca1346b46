//! What the first name of a path means: the targets of the workspace by name.
//!
//! Invariant: no target is chosen where several are meant; all are, and who asks
//! says so.

use std::borrow::Cow;
use std::fmt;

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization as _;

use super::{Found, Resolver, Space};
use crate::workspace::{Target, TargetId, TargetKind};

/// A path as a recipe names an item: `kind@package/krate::module::Item` or `…::m!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPath {
    /// `lib`, `bin`, … before an `@`.
    pub kind: Option<SmolStr>,
    /// The package before a `/`: which of two targets of one kind and name.
    pub package: Option<SmolStr>,
    /// `type` or `value` before an `@`: which of two items of one name.
    pub space: Option<Space>,
    /// Segments without `r#`, the crate first.
    pub segments: Vec<SmolStr>,
    /// Whether a `!` stands at the end.
    pub is_macro: bool,
}

impl ItemPath {
    /// Reads a path; the shape was checked when the recipe was read.
    pub fn parse(text: &str) -> ItemPath {
        // As the compiler has them.
        let text = &*match text.is_ascii() {
            true => Cow::Borrowed(text),
            false => text.nfc().collect(),
        };
        let (kind, rest) = match text.split_once('@') {
            Some((kind, rest)) => (Some(kind), rest),
            None => (None, text),
        };
        let space = match kind {
            Some("type") => Some(Space::Type),
            Some("value") => Some(Space::Value),
            _ => None,
        };
        let kind = kind.filter(|_| space.is_none()).map(SmolStr::new);
        let (package, rest) = match rest.split_once('/') {
            Some((package, rest)) => (Some(SmolStr::new(package)), rest),
            None => (None, rest),
        };
        let (rest, is_macro) = rest.strip_suffix('!').map_or((rest, false), |it| (it, true));
        let segment = |it: &str| SmolStr::new(it.strip_prefix("r#").unwrap_or(it));
        let segments = rest.split("::").map(segment).collect();
        ItemPath { kind, package, space, segments, is_macro }
    }

    /// The path with another last segment.
    pub fn with_name(&self, name: &str) -> ItemPath {
        let mut path = self.clone();
        path.segments.pop();
        path.segments.push(name.into());
        path
    }

    /// Its last segment.
    pub fn name(&self) -> &str {
        self.segments.last().map_or("", |it| it.as_str())
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = &self.kind {
            write!(f, "{kind}@")?;
        }
        match self.space {
            Some(Space::Type) => f.write_str("type@")?,
            Some(_) => f.write_str("value@")?,
            None => {}
        }
        if let Some(package) = &self.package {
            write!(f, "{package}/")?;
        }
        let bang = if self.is_macro { "!" } else { "" };
        write!(f, "{}{bang}", self.segments.join("::"))
    }
}

impl Resolver<'_> {
    /// The targets that a path may begin with: of its kind and package, if it says
    /// them, else libraries, else those of the first kind that has the name.
    pub fn targets_named(&self, path: &ItemPath) -> Vec<TargetId> {
        let Some(name) = path.segments.first() else { return Vec::new() };
        let is_meant = |it: &&(usize, &Target)| {
            let package = &self.workspace.package(it.1.package).name;
            it.1.name == *name
                && path.kind.as_ref().is_none_or(|kind| kind == kind_name(it.1.kind))
                && path.package.as_ref().is_none_or(|it| it == package)
        };
        let targets: Vec<_> = self.workspace.targets.iter().enumerate().collect();
        let named: Vec<_> = targets.iter().filter(is_meant).collect();
        let Some(first) = named.iter().map(|it| it.1.kind).min() else { return Vec::new() };
        let of_first = named.iter().filter(|it| kind_name(it.1.kind) == kind_name(first));
        of_first.map(|it| TargetId(it.0 as u32)).collect()
    }

    /// The target in which a path leads to something; to all but its last name, if
    /// it leads nowhere yet.
    pub fn target_of(&self, path: &ItemPath) -> Option<TargetId> {
        let targets = self.targets_named(path);
        let reached = |it: &TargetId| match self.find_in(*it, path) {
            Found::Nothing { reached, .. } => reached,
            _ => path.segments.len(),
        };
        match targets.as_slice() {
            [one] => Some(*one),
            _ => targets.into_iter().rev().max_by_key(reached),
        }
    }

    /// The paths that say which target is meant, where one path leads to different
    /// items in several; none where it is clear.
    pub fn ambiguous(&self, path: &ItemPath) -> Vec<String> {
        let targets = self.targets_named(path);
        let mut all = Vec::new();
        for target in targets.iter().copied().filter(|_| targets.len() > 1) {
            let Found::Items(found) = self.find_in(target, path) else { continue };
            let mut keys: Vec<_> = found.iter().map(|it| self.def_key(*it)).collect();
            keys.sort();
            all.push((keys, target));
        }
        all.dedup_by(|a, b| a.0 == b.0);
        if all.len() < 2 {
            return Vec::new();
        }
        let of = |it: TargetId| {
            let head = ItemPath::parse(&self.crate_path(it));
            let (kind, package) = (head.kind, head.package);
            ItemPath { kind, package, ..path.clone() }.to_string()
        };
        all.into_iter().map(|it| of(it.1)).collect()
    }

    /// The shortest path that leads to the root of a target and no other.
    pub(super) fn crate_path(&self, id: TargetId) -> String {
        let target = self.workspace.target(id);
        let (kind, name) = (kind_name(target.kind), &target.name);
        let is_it = |path: &str| self.targets_named(&ItemPath::parse(path)) == [id];
        if is_it(name) {
            return name.to_string();
        }
        let by_kind = format!("{kind}@{name}");
        if is_it(&by_kind) {
            return by_kind;
        }
        format!("{kind}@{}/{name}", self.workspace.package(target.package).name)
    }
}

fn kind_name(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Lib | TargetKind::ProcMacro => "lib",
        TargetKind::Bin => "bin",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "bench",
        TargetKind::BuildScript => "build",
    }
}
