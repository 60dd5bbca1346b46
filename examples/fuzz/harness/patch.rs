//! A patch, applied by its text alone: what `git apply` would make of it.
//!
//! Invariant: knows nothing of the program; what does not fit to the byte is an
//! error.

use std::collections::BTreeMap;

/// Path and content of each file.
pub type Files = BTreeMap<String, String>;

/// The files after a patch in Git's format.
pub fn applied(patch: &str, before: &Files) -> Result<Files, String> {
    let mut after = before.clone();
    let mut rest: Vec<&str> = patch.split_inclusive('\n').collect();
    rest.reverse();
    let mut written = Files::new();
    while let Some(line) = rest.pop() {
        let names = line.strip_prefix("diff --git ").ok_or(format!("no head: {line:?}"))?;
        let entry = Entry::read(names.trim_end_matches('\n'), &mut rest)?;
        let old = before.get(&entry.from).map_or("", |it| it);
        let new = entry.hunks(old, &mut rest)?;
        if !entry.comes {
            after.remove(&entry.from);
        }
        if !entry.goes {
            written.insert(entry.to, new);
        }
    }
    after.extend(written);
    Ok(after)
}

/// What stands above the hunks of a file.
struct Entry {
    from: String,
    to: String,
    comes: bool,
    goes: bool,
}

impl Entry {
    fn read(names: &str, rest: &mut Vec<&str>) -> Result<Entry, String> {
        let half = names.get(..names.len().saturating_sub(1) / 2).map(unquoted);
        let same = half.as_ref().and_then(|it| it.strip_prefix("a/")).unwrap_or_default();
        let (from, to) = (same.to_owned(), same.to_owned());
        let mut entry = Entry { from, to, comes: false, goes: false };
        while let Some(line) = rest.pop_if(|it| !it.starts_with("@@") && !it.starts_with("diff ")) {
            let line = line.trim_end_matches('\n');
            let value = |key| line.strip_prefix(key).map(unquoted);
            if let Some(it) = value("rename from ") {
                entry.from = it;
            } else if let Some(it) = value("rename to ") {
                entry.to = it;
            }
            entry.comes |= line.starts_with("new file");
            entry.goes |= line.starts_with("deleted file");
        }
        let is_named = !entry.from.is_empty() && !entry.to.is_empty();
        is_named.then_some(entry).ok_or(format!("no names: {names}"))
    }

    fn hunks(&self, old: &str, rest: &mut Vec<&str>) -> Result<String, String> {
        let lines: Vec<&str> = old.split_inclusive('\n').collect();
        let (mut done, mut out) = (0, String::new());
        while let Some(head) = rest.pop_if(|it| it.starts_with("@@")) {
            let [start, mut left, _, mut right] = numbers(head)?;
            let start = if left == 0 { start } else { start - 1 };
            out.extend(
                lines.get(done..start).ok_or(format!("{}: {head:?}", self.from))?.iter().copied(),
            );
            done = start;
            while left + right > 0 {
                let line = rest.pop().ok_or("a hunk ends too early")?;
                let is_last = rest.pop_if(|it| it.starts_with('\\')).is_some();
                let (sign, text) = line.split_at_checked(1).ok_or("an empty line")?;
                let text = if is_last { text.trim_end_matches('\n') } else { text };
                if sign != "+" {
                    let is = lines.get(done).copied().unwrap_or_default();
                    if is != text {
                        return Err(format!("{}:{}: {is:?}, not {text:?}", self.from, done + 1));
                    }
                    done += 1;
                    left = left.checked_sub(1).ok_or(head)?;
                }
                if sign != "-" {
                    out.push_str(text);
                    right = right.checked_sub(1).ok_or(head)?;
                }
            }
        }
        out.extend(lines[done..].iter().copied());
        Ok(out)
    }
}

/// `@@ -start,lines +start,lines @@`; one line where no number of them stands.
fn numbers(head: &str) -> Result<[usize; 4], String> {
    let mut all = [0, 1, 0, 1];
    let parts: Vec<&str> = head.split(' ').collect();
    for (at, sign) in [(1, '-'), (2, '+')] {
        let part = parts.get(at).and_then(|it| it.strip_prefix(sign)).ok_or(head)?;
        for (number, it) in part.split(',').enumerate() {
            all[(at - 1) * 2 + number] = it.parse().map_err(|_| head)?;
        }
    }
    Ok(all)
}

/// A name without the quotes and escapes of Git.
fn unquoted(name: &str) -> String {
    let Some(inner) = name.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return name.to_owned();
    };
    let (mut bytes, mut rest) = (Vec::new(), inner.bytes());
    while let Some(it) = rest.next() {
        match it {
            b'\\' => match rest.next() {
                Some(first @ b'0'..=b'3') => {
                    let digits = [Some(first), rest.next(), rest.next()].into_iter().flatten();
                    bytes.push(digits.fold(0, |sum: u8, it| sum.wrapping_mul(8) + (it & 7)));
                }
                other => bytes.extend(other),
            },
            it => bytes.push(it),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
