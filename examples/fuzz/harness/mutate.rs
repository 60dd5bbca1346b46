//! What is done to the sources of an input: other parts, words and lines, and bytes
//! that nobody would write. Now and then one of them is no UTF-8.
//!
//! Invariant: a text stays UTF-8 (what is not, is kept beside it); how long it gets is
//! bounded by what is put in.

use kalam_codemod::text::FileId;
use ra_ap_parser::{Edition, LexedStr};

use super::chance::Chance;
use super::corpus::{Corpus, Input};
use super::manifests;

/// What is put between two characters.
const ODD: &[&str] = &[
    "\"",
    "'",
    "'a'",
    "/*",
    "*/",
    "//",
    "///",
    "//!",
    "r#\"",
    "\"#",
    "b\"",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "::",
    ":",
    ";",
    ",",
    "#",
    "#[",
    "]",
    "!",
    "$",
    "\\",
    "\0",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "\u{85}",
    "é",
    "e\u{301}",
    "名",
    "🦀",
    "ß",
    "r#",
    "0",
    "1.",
    "..",
    "..=",
    "_",
    "as ",
    "pub ",
    "use ",
    "mod ",
    "crate::",
    "self::",
    "super::",
    "macro_rules! ",
    "\"x\"",
    "b'x'",
    "c\"x\"",
    "#\"x\"#",
    "|",
    "&&",
    "->",
    "=>",
    "@",
    "~",
    "?",
    "*",
    "dyn ",
    "impl ",
    "unsafe ",
];

/// What stands directly behind a word and may come to be one with another word.
const GLUE: &[&str] =
    &["\"x\"", "'x'", "#\"x\"#", "!", "::", "#x", "\"", "'y", "1", ".0", "_", "é"];

/// One of the ways in which a text changes.
type Way = fn(&mut String, &Corpus, &mut Chance);

/// Ways after which a text often still parses.
const MILD: &[Way] = &[add_snippet, add_snippet, swap_words, give_word, give_word, double_line];

/// Ways after which it mostly does not.
const WILD: &[Way] = &[odd, odd, glue, swap_tokens, delete_line, change_ends, cut, delete_chars];

/// Changes some of the sources: none in a third of all inputs, mildly in another.
pub fn mutate(input: &mut Input, corpus: &Corpus, chance: &mut Chance) {
    let files: Vec<FileId> = corpus.sources(input).map(|it| it.0).collect();
    let (rounds, wild) = (chance.below(5), chance.one_in(2));
    for _ in 0..rounds.saturating_sub(1) {
        let Some(file) = (!files.is_empty()).then(|| *chance.pick(&files)) else { return };
        let ways = if wild && chance.one_in(2) { WILD } else { MILD };
        let text = input.texts.entry(file).or_default();
        chance.pick(ways)(text, corpus, chance);
    }
    for file in corpus.manifests(input) {
        if chance.one_in(3) {
            manifests::mutate(input.texts.entry(file).or_default(), chance);
        }
    }
    if chance.one_in(12) {
        let free: Vec<_> = files.into_iter().filter(|it| corpus.is_free(input, *it)).collect();
        if !free.is_empty() {
            let file = *chance.pick(&free);
            input.broken.insert(file, place(&input.texts[&file], chance));
        }
    }
    if chance.one_in(12) {
        input
            .texts
            .values_mut()
            .for_each(|it| *it = it.replace("\r\n", "\n").replace('\n', "\r\n"));
    }
}

/// A recipe with some characters more, less or changed.
pub fn mutate_recipe(recipe: &mut String, corpus: &Corpus, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        chance.pick(&[odd as Way, delete_chars, delete_line, double_line, give_word])(
            recipe, corpus, chance,
        );
    }
}

fn add_snippet(text: &mut String, corpus: &Corpus, chance: &mut Chance) {
    let starts: Vec<usize> =
        lines(text).into_iter().map(|it| it.start).chain([text.len()]).collect();
    let (at, part) = (*chance.pick(&starts), chance.pick(&corpus.snippets));
    text.insert_str(at, part);
}

/// All words of one kind become another word.
fn give_word(text: &mut String, corpus: &Corpus, chance: &mut Chance) {
    let words = words(text);
    if words.is_empty() {
        return;
    }
    let own = text[chance.pick(&words).clone()].to_owned();
    let new = match chance.below(3) {
        0 => chance.pick(&corpus.words).clone(),
        _ => text[chance.pick(&words).clone()].to_owned(),
    };
    let all = chance.one_in(2);
    let places: Vec<_> = words.into_iter().filter(|it| text[it.clone()] == *own).collect();
    let chosen = if all { places.clone() } else { vec![chance.pick(&places).clone()] };
    chosen.into_iter().rev().for_each(|it| text.replace_range(it, &new));
}

fn swap_words(text: &mut String, _: &Corpus, chance: &mut Chance) {
    swap(text, &words(text), chance);
}

fn swap_tokens(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let lexed = LexedStr::new(Edition::CURRENT, text);
    let all: Vec<_> = (0..lexed.len()).map(|it| lexed.text_range(it)).collect();
    swap(text, &all, chance);
}

fn swap(text: &mut String, ranges: &[std::ops::Range<usize>], chance: &mut Chance) {
    if ranges.len() < 2 {
        return;
    }
    let (a, b) = (chance.pick(ranges).clone(), chance.pick(ranges).clone());
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    if a.end > b.start {
        return;
    }
    let (first, second) = (text[a.clone()].to_owned(), text[b.clone()].to_owned());
    text.replace_range(b, &first);
    text.replace_range(a, &second);
}

fn odd(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let at = place(text, chance);
    let part = *chance.pick(ODD);
    text.insert_str(at, part);
}

fn glue(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let words = words(text);
    if !words.is_empty() {
        let at = chance.pick(&words).clone();
        let part = *chance.pick(GLUE);
        text.insert_str(if chance.one_in(3) { at.start } else { at.end }, part);
    }
}

fn double_line(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let lines = lines(text);
    if !lines.is_empty() {
        let (line, to) = (chance.pick(&lines).clone(), chance.pick(&lines).start);
        let line = text[line].to_owned();
        text.insert_str(to, &line);
    }
}

fn delete_line(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let lines = lines(text);
    if !lines.is_empty() {
        text.replace_range(chance.pick(&lines).clone(), "");
    }
}

fn delete_chars(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let start = place(text, chance);
    let count = 1 + chance.below(4) as usize;
    let end = text[start..].char_indices().nth(count).map_or(text.len(), |it| start + it.0);
    text.replace_range(start..end, "");
}

/// Some lines end otherwise.
fn change_ends(text: &mut String, _: &Corpus, chance: &mut Chance) {
    let end = *chance.pick(&["\r\n", "\r\n", "\r", "", "\n\n", " \n"]);
    for line in lines(text).into_iter().rev().filter(|_| chance.one_in(3)) {
        if text[line.clone()].ends_with('\n') {
            text.replace_range(line.end - 1..line.end, end);
        }
    }
}

fn cut(text: &mut String, _: &Corpus, chance: &mut Chance) {
    if chance.one_in(3) {
        text.truncate(place(text, chance));
    }
}

/// A byte at which a character begins, or the end.
pub fn place(text: &str, chance: &mut Chance) -> usize {
    let mut at = chance.below(text.len() as u64 + 1) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Lines with their ends.
pub fn lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let line = |it: &str| {
        at += it.len();
        at - it.len()..at
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Words, numbers left out.
pub fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, it) in text.char_indices().filter(|it| it.1.is_alphanumeric() || it.1 == '_') {
        let end = at + it.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => found.push(at..end),
        }
    }
    found.retain(|it| !text[it.clone()].starts_with(|it: char| it.is_ascii_digit()));
    found
}
