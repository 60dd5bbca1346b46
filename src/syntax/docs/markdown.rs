//! Files of Markdown.
//!
//! Invariant: one is read once, whatever is asked of it.

use std::sync::OnceLock;

use ra_ap_syntax::Edition;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::markers::DocText;
use super::{Docs, Read};
use crate::syntax::classify::Classify;
use crate::syntax::sites::{Place, Site, Sites};
use crate::text::{Text, TextRange, TextSize, slice};

/// A Markdown file, which is read when it is first asked what is in it.
#[derive(Debug)]
pub(in crate::syntax) struct Markdown {
    text: Text,
    edition: Edition,
    read: OnceLock<Read>,
}

impl Markdown {
    /// One whose code is of `edition` unless it says otherwise.
    pub(in crate::syntax) fn new(text: Text, edition: Edition) -> Markdown {
        Markdown { text, edition, read: OnceLock::new() }
    }

    /// All of it.
    pub(in crate::syntax) fn range(&self) -> TextRange {
        TextRange::up_to(TextSize::of(&*self.text))
    }

    fn docs(&self) -> Docs {
        let read = self.read.get_or_init(|| Read::new(&DocText::file(&self.text)));
        Docs::of(read.clone(), None, self.edition)
    }

    /// The sites at `hits`: ranges of names in play.
    pub(in crate::syntax) fn sites(&self, hits: &[TextRange], names: &FxHashSet<SmolStr>) -> Sites {
        let mut classify = Classify::new(names);
        classify.docs.insert(self.range(), self.docs());
        let sites = hits.iter().map(|hit| {
            let name = SmolStr::new(slice(&self.text, *hit));
            let site = classify.in_docs(self.range(), *hit);
            let place = Place::Prose;
            site.unwrap_or(Site { name, range: *hit, scope: None, place, is_trait: false })
        });
        let sites = sites.collect();
        classify.into_sites(sites)
    }

    /// The scopes of the code around an offset.
    pub(in crate::syntax) fn scopes_at(&self, offset: TextSize) -> Sites {
        let names = FxHashSet::default();
        let mut classify = Classify::new(&names);
        classify.docs.insert(self.range(), self.docs());
        classify.docs_scopes_at(self.range(), offset);
        classify.into_sites(Vec::new())
    }

    /// The lines, without their ends, of the block of code that `range` lies in.
    pub(in crate::syntax) fn code_lines(&self, range: TextRange) -> Vec<TextRange> {
        self.docs().code_lines(range)
    }

    /// The block of code around an offset, and how much the parser objects to in it.
    pub(in crate::syntax) fn errors(&self, at: TextSize) -> Option<(TextRange, usize)> {
        self.docs().errors(at)
    }
}
