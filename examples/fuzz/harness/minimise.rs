//! A finding's input with all taken out that it does not need.
//!
//! Invariant: what is left breaks the same law.

use std::time::{Duration, Instant};

use kalam_codemod::text::FileId;

use super::corpus::Input;
use super::laws::{End, Finding};

/// So long may it take.
const LIMIT: Duration = Duration::from_secs(20);

/// Takes parts out of the recipe and some files, large ones first, as long as the
/// finding stays.
pub fn minimise(
    input: &mut Input,
    (finding, files): (&Finding, &[FileId]),
    judge: impl Fn(&Input) -> Result<End, Finding>,
) {
    let begin = Instant::now();
    let still = |it: &Input| {
        begin.elapsed() < LIMIT && judge(it).err().is_some_and(|it| it.law == finding.law)
    };
    loop {
        let before = size(input);
        shrink(input, &|it| &mut it.recipe, &still);
        for file in files {
            shrink(input, &|it| it.texts.entry(*file).or_default(), &still);
        }
        if size(input) == before {
            return;
        }
    }
}

fn size(input: &Input) -> usize {
    input.recipe.len() + input.texts.values().map(String::len).sum::<usize>()
}

/// Shrinks one text: by lines, then by words and other characters.
fn shrink(
    input: &mut Input,
    text: &dyn Fn(&mut Input) -> &mut String,
    still: &dyn Fn(&Input) -> bool,
) {
    let lines = |it: &str| it.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let words = |it: &str| {
        let mut parts: Vec<String> = Vec::new();
        for it in it.chars() {
            let is_word = it.is_alphanumeric() || it == '_';
            match parts.last_mut() {
                Some(last)
                    if is_word && last.ends_with(|it: char| it.is_alphanumeric() || it == '_') =>
                {
                    last.push(it);
                }
                _ => parts.push(it.to_string()),
            }
        }
        parts
    };
    for divide in [&lines as &dyn Fn(&str) -> Vec<String>, &words] {
        let mut parts = divide(text(input));
        let mut length = parts.len();
        while length > 0 {
            let mut at = 0;
            while at < parts.len() {
                let end = (at + length).min(parts.len());
                let rest = [&parts[..at], &parts[end..]].concat();
                let mut tried = input.clone();
                *text(&mut tried) = rest.concat();
                match still(&tried) {
                    true => (*input, parts) = (tried, rest),
                    false => at = end,
                }
            }
            length /= 2;
        }
    }
}
