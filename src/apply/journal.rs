//! The journal of a transaction: what each path held and shall hold, so that
//! another process can take it back.
//!
//! Text, a JSON array of four to a line: the header with the version, then the
//! files in the order in which they are swapped, then the folders, then the
//! hash of all that stands above. Hashes are BLAKE3, in hexadecimal.
//!
//! Invariant: text in, text out. What [`Journal::read`] hands out has the right
//! hash, and no path in it leads out of the root.

use camino::{Utf8Path, Utf8PathBuf};

use super::swap::may_be_written;

const HEADER: &str = "kalam-codemod journal";
const VERSION: &str = "1";

/// A line: what it is, a path or word, and two values.
type Row = (String, String, Option<String>, Option<String>);

/// A hash of a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hash(String);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(blake3::hash(bytes).to_string())
    }
}

/// What a transaction was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A plan was written.
    Apply,
    /// An earlier transaction was taken back.
    Undo,
}

/// One path of a transaction; its place in the list is its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// What it held; none where nothing was.
    pub old: Option<Hash>,
    /// What it shall hold; none where the file goes.
    pub new: Option<Hash>,
}

/// What a transaction does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Journal {
    /// What it was for.
    pub purpose: Purpose,
    /// The paths, in the order in which they are swapped.
    pub entries: Vec<Entry>,
    /// Folders that did not exist, upper ones first.
    pub made: Vec<Utf8PathBuf>,
    /// Folders that lose a file and go if it was the last, upper ones first,
    /// with their mode bits.
    pub emptied: Vec<(Utf8PathBuf, Option<u32>)>,
}

impl Journal {
    /// The text of the journal.
    ///
    /// # Errors
    /// None that is known: rows of strings can always be written.
    pub fn text(&self) -> serde_json::Result<String> {
        let mut text = String::new();
        for row in self.rows() {
            text.push_str(&serde_json::to_string(&row)?);
            text.push('\n');
        }
        let sum = row("sum", &Hash::of(text.as_bytes()).0, None, None);
        text.push_str(&serde_json::to_string(&sum)?);
        text.push('\n');
        Ok(text)
    }

    fn rows(&self) -> Vec<Row> {
        let purpose = match self.purpose {
            Purpose::Apply => "apply",
            Purpose::Undo => "undo",
        };
        let mut rows = vec![row(HEADER, VERSION, Some(purpose.to_owned()), None)];
        let hash = |it: &Option<Hash>| it.as_ref().map(|it| it.0.clone());
        let file = |it: &Entry| row("file", it.path.as_str(), hash(&it.old), hash(&it.new));
        rows.extend(self.entries.iter().map(file));
        rows.extend(self.made.iter().map(|it| row("made", it.as_str(), None, None)));
        let octal = |mode: &u32| format!("{mode:o}");
        let emptied = self.emptied.iter();
        rows.extend(
            emptied.map(|(it, mode)| row("emptied", it.as_str(), mode.as_ref().map(octal), None)),
        );
        rows
    }

    /// Reads the text of a journal.
    ///
    /// # Errors
    /// A phrase: why this is no journal, or none that may be followed.
    pub fn read(bytes: &[u8]) -> Result<Journal, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
        let mut rows = checked_rows(text)?.into_iter();
        let mut journal = match rows.next() {
            Some((header, version, purpose, _)) if header == HEADER && version == VERSION => {
                Journal::empty(purpose.as_deref())?
            }
            Some((header, version, ..)) if header == HEADER => {
                return Err(format!("it has version {version}, this program reads {VERSION}"));
            }
            _ => return Err("its header is another".to_owned()),
        };
        rows.try_for_each(|it| journal.take(it))?;
        Ok(journal)
    }

    fn empty(purpose: Option<&str>) -> Result<Journal, String> {
        let purpose = match purpose {
            Some("apply") => Purpose::Apply,
            Some("undo") => Purpose::Undo,
            _ => return Err("its purpose is unknown".to_owned()),
        };
        Ok(Journal { purpose, entries: Vec::new(), made: Vec::new(), emptied: Vec::new() })
    }

    fn take(&mut self, (what, path, a, b): Row) -> Result<(), String> {
        let path = Utf8PathBuf::from(path);
        if !may_be_written(&path) {
            return Err(format!("it names `{path}`, which leads out of the workspace"));
        }
        match what.as_str() {
            "file" => self.entries.push(Entry { path, old: a.map(Hash), new: b.map(Hash) }),
            "made" => self.made.push(path),
            "emptied" => {
                let mode = a.map(|it| u32::from_str_radix(&it, 8)).transpose();
                self.emptied.push((path, mode.map_err(|_| "a mode is no number")?));
            }
            _ => return Err(format!("a line of kind `{what}` is unknown")),
        }
        Ok(())
    }

    /// The folders whose entries the transaction changes, relative to the root.
    pub fn folders(&self) -> impl Iterator<Item = &Utf8Path> {
        let files = self.entries.iter().map(|it| &it.path);
        let folders = self.made.iter().chain(self.emptied.iter().map(|it| &it.0));
        let all: std::collections::BTreeSet<_> =
            files.chain(folders).filter_map(|it| it.parent()).collect();
        all.into_iter()
    }
}

fn row(what: &str, path: &str, a: Option<String>, b: Option<String>) -> Row {
    (what.to_owned(), path.to_owned(), a, b)
}

/// The rows but the last, whose hash must be that of their text.
fn checked_rows(text: &str) -> Result<Vec<Row>, String> {
    let end = text.trim_end_matches('\n').rfind('\n').map_or(0, |it| it + 1);
    let (body, sum) = text.split_at(end);
    let parse = |line: &str| serde_json::from_str::<Row>(line).map_err(|it| it.to_string());
    let expected = row("sum", &Hash::of(body.as_bytes()).0, None, None);
    if parse(sum.trim_end()) != Ok(expected) {
        return Err("its checksum is wrong".to_owned());
    }
    body.lines().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let hash = |it: &str| Some(Hash::of(it.as_bytes()));
        let entry = |path: &str, old, new| Entry { path: path.into(), old, new };
        Journal {
            purpose: Purpose::Apply,
            entries: vec![
                entry("src/gone.rs", hash("a"), None),
                entry("a \"b\"\n\u{1b}[2J.rs", hash("a"), hash("b")),
                entry("new/x.rs", None, hash("c")),
            ],
            made: vec!["new".into()],
            emptied: vec![("src".into(), Some(0o2755)), ("src/deep".into(), None)],
        }
    }

    #[test]
    fn reads_what_it_wrote() {
        let text = journal().text().unwrap();
        assert_eq!(text.lines().count(), 8);
        assert_eq!(Journal::read(text.as_bytes()), Ok(journal()));
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_noticed() {
        let text = journal().text().unwrap();
        for at in 0..text.len() - 1 {
            assert!(Journal::read(&text.as_bytes()[..at]).is_err(), "cut at {at}");
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(Journal::read(&bytes).is_err(), "flipped at {at}");
        }
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in
            ["../x", "/etc/passwd", "a/../../x", "", ".", ".git/hooks/x", ".kalam-codemod/x"]
        {
            for rig in [
                |it: &mut Journal, path: &str| it.entries[0].path = path.into(),
                |it: &mut Journal, path: &str| it.made[0] = path.into(),
                |it: &mut Journal, path: &str| it.emptied[0].0 = path.into(),
            ] {
                let mut journal = journal();
                rig(&mut journal, path);
                let error = Journal::read(journal.text().unwrap().as_bytes()).unwrap_err();
                assert!(error.contains("leads out of the workspace"), "{path}: {error}");
            }
        }
    }

    /// A journal as version 0.1.0 wrote it; every later program must read it.
    #[test]
    fn the_first_version_is_read() {
        let hash = Hash::of(b"a").0;
        let text = format!(
            "[\"kalam-codemod journal\",\"1\",\"apply\",null]\n\
             [\"file\",\"src/lib.rs\",\"{hash}\",\"{hash}\"]\n\
             [\"made\",\"src/new\",null,null]\n\
             [\"emptied\",\"src/old\",\"755\",null]\n"
        );
        assert_eq!(hash, "17762fddd969a453925d65717ac3eea21320b66b54342fde15128d6caf21215f");
        let sum = Hash::of(text.as_bytes()).0;
        let text = format!("{text}[\"sum\",\"{sum}\",null,null]\n");
        let journal = Journal::read(text.as_bytes()).unwrap();
        assert_eq!(journal.entries[0].path, "src/lib.rs");
        assert_eq!(journal.entries[0].old, Some(Hash::of(b"a")));
        assert_eq!(journal.made, ["src/new"]);
        assert_eq!(journal.emptied, [("src/old".into(), Some(0o755))]);
    }

    #[test]
    fn a_later_version_says_so() {
        let later = "[\"kalam-codemod journal\",\"2\",\"apply\",null]\n";
        let sum = Hash::of(later.as_bytes()).0;
        let text = format!("{later}[\"sum\",\"{sum}\",null,null]\n");
        let error = Journal::read(text.as_bytes()).unwrap_err();
        assert_eq!(error, "it has version 2, this program reads 1");
    }
}
