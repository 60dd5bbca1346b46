//! Items that serde's derives name in the modules that their attributes say, in strings.
//! <https://serde.rs/field-attrs.html#with>, <https://serde.rs/container-attrs.html#crate>
//!
//! Invariant: found by text, so in documentation, too; a string that names no module of
//! the workspace names nothing.

use smol_str::SmolStr;

use super::references::Meaning;
use super::search::{Hits, Names};
use super::{Def, ModuleId, Resolver};
use crate::syntax::NsSet;
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::{FileId, FileKind, SourceFile};

/// What is named in the module that a key says: the one that stands for serde itself,
/// and the one that has the functions of a field.
const KEYS: [(&str, &[&str]); 2] = [
    ("crate", &["Deserialize", "Deserializer", "Serialize", "Serializer", "de", "ser"]),
    ("with", &FUNCTIONS),
];

/// What `with` stands for: `with = "m"` is `serialize_with = "m::serialize",
/// deserialize_with = "m::deserialize"`.
pub const FUNCTIONS: [&str; 2] = ["serialize", "deserialize"];

/// Whether derives may name an item of this name.
pub fn may_be_derived(name: &str) -> bool {
    KEYS.iter().any(|it| it.1.contains(&name))
}

/// A key of an attribute with its string: `with = "m"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyValue {
    /// The file.
    pub file: FileId,
    /// The key.
    pub key: TextRange,
    /// What the string holds.
    pub value: TextRange,
}

impl KeyValue {
    /// The key behind an offset, if a string of one line follows it.
    pub fn at(file: FileId, text: &str, start: TextSize) -> Option<KeyValue> {
        let rest = &text[start.into()..];
        let len = rest.find(|it: char| !(it == '_' || it.is_alphanumeric()))?;
        let behind = rest[len..].trim_start().strip_prefix('=')?.trim_start();
        let value = behind.strip_prefix('"')?;
        let value =
            &value[..value.find(['"', '\\', '\n']).filter(|it| value[*it..].starts_with('"'))?];
        let from =
            start + TextSize::from((value.as_ptr() as usize - rest.as_ptr() as usize) as u32);
        let key = TextRange::at(start, TextSize::from(len as u32));
        Some(KeyValue { file, key, value: TextRange::at(from, TextSize::of(value)) })
    }

    /// From the key to the end of the string.
    pub fn range(&self) -> TextRange {
        TextRange::new(self.key.start(), self.value.end() + TextSize::of('"'))
    }

    /// What stands between the key and its string: `=`, and blanks as they are here.
    pub fn equals<'a>(&self, text: &'a str) -> &'a str {
        slice(text, TextRange::new(self.key.end(), self.value.start() - TextSize::of('"')))
    }

    /// The last name of the path in the string.
    pub fn last(&self, text: &str) -> TextRange {
        let name = slice(text, self.value).rsplit("::").next().unwrap_or_default();
        TextRange::new(self.value.end() - TextSize::of(name), self.value.end())
    }

    /// Whether it stands right between the parentheses of `serde(…)`.
    pub fn is_of_serde(&self, text: &str) -> bool {
        let before = &text[..self.key.start().into()];
        let (mut depth, mut in_string) = (0, false);
        for (at, it) in before.char_indices().rev() {
            match it {
                '"' => in_string = !in_string,
                _ if in_string => {}
                ')' => depth += 1,
                '(' if depth == 0 => return before[..at].trim_end().ends_with("serde"),
                '(' => depth -= 1,
                '[' | '{' | '}' => return false,
                _ => {}
            }
        }
        false
    }
}

impl Resolver<'_> {
    /// The strings by which derives name items, in the order of files.
    pub fn derived_strings(&self) -> Vec<KeyValue> {
        let keys = Names::new(KEYS.map(|it| it.0.into()));
        let serde = memchr::memmem::Finder::new("serde");
        let sources = self.workspace.files().filter(|it| serde.find(it.text.as_bytes()).is_some());
        let of_file = sources.flat_map(|it| {
            let found = keys.find(&it.text).into_iter();
            found.filter_map(|key| KeyValue::at(it.id, &it.text, key.start())).collect::<Vec<_>>()
        });
        of_file.collect()
    }

    /// The strings in macro calls that end in the name of a module, where some macro writes
    /// `with = $it`: what is derived may name functions of the module by them.
    pub fn handed_to_derives(&self, module: &SmolStr) -> Vec<(FileId, TextRange)> {
        let keys = Names::new([KEYS[1].0.into()]);
        let names = Names::new([module.clone()]);
        let writes = |text: &str| {
            let behind = |it: TextRange| text[it.end().into()..].trim_start().strip_prefix('=');
            let is_open = |it: &str| it.trim_start().starts_with('$');
            text.contains("serde") && keys.find(text).into_iter().filter_map(behind).any(is_open)
        };
        if !self.workspace.files().any(|it| writes(&it.text)) {
            return Vec::new();
        }
        let rust = self.workspace.files().filter(|it| it.kind == FileKind::Rust);
        let in_file = |it: &SourceFile| {
            let found = names.find(&it.text).into_iter();
            let is_last = |at: &TextRange| it.text[at.end().into()..].starts_with('"');
            let is_handed = |at: &TextRange| it.syntax().call_around(at.start()).is_some();
            let found = found.filter(is_last).filter(is_handed);
            found.map(|at| (it.id, at)).collect::<Vec<_>>()
        };
        rust.flat_map(in_file).collect()
    }

    /// The modules of a key's string in which derives name items.
    pub fn derived_from(&self, it: &KeyValue) -> Vec<ModuleId> {
        let Some(text) = self.workspace.file(it.file).map(|it| &it.text) else { return Vec::new() };
        let modules = self.last_of(it, text).into_iter().filter_map(|it| match it {
            Def::Module(id) => Some(id),
            _ => None,
        });
        modules.collect()
    }

    /// What derives name by a key and its string: each name, and what that is.
    pub fn derived(&self, it: &KeyValue) -> Vec<(&'static str, Def)> {
        let Some(text) = self.workspace.file(it.file).map(|it| &it.text) else { return Vec::new() };
        let key = slice(text, it.key);
        if let Some(name) = FUNCTIONS.iter().find(|it| key.strip_suffix("_with") == Some(it)) {
            return self.last_of(it, text).into_iter().map(|it| (*name, it)).collect();
        }
        let names = KEYS.iter().filter(|it| it.0 == key).flat_map(|it| it.1);
        let modules = self.derived_from(it);
        let below = names.flat_map(|name| {
            let found = modules.iter().flat_map(|it| self.in_module(*it, name, NsSet::ALL));
            found.map(|it| (*name, it.def)).collect::<Vec<_>>()
        });
        let mut below: Vec<_> = below.collect();
        below.sort();
        below.dedup();
        below
    }

    /// What the path in a string means.
    fn last_of(&self, it: &KeyValue, text: &str) -> Vec<Def> {
        let word = it.last(text);
        if word.is_empty() {
            return Vec::new();
        }
        let hits = Hits { file: it.file, ranges: vec![word] };
        let found = self.mentions_at(vec![hits], &Names::new([SmolStr::new(slice(text, word))]));
        found.iter().flat_map(|it| &it.meanings).flat_map(Meaning::defs).collect()
    }
}
