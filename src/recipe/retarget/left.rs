//! Mentions that are left, and why one that means none of the targets is.

use super::{Decided, Request, WrittenOut};
use crate::planted::planted;
use crate::recipe::plan::{Left, LeftReason};
use crate::resolve::references::{FileMentions, Meaning};
use crate::resolve::{Def, Resolver};
use crate::syntax::{DocLink, PathKind, Place, Site};

/// The reason for a mention that means none of the targets.
pub fn reason(resolver: &Resolver<'_>, site: &Site, meaning: &Meaning) -> LeftReason {
    match &site.place {
        Place::Comment => LeftReason::Comment,
        Place::DocComment => LeftReason::DocComment,
        Place::Prose => LeftReason::Prose,
        Place::Literal => LeftReason::StringLiteral,
        Place::Member => LeftReason::Member,
        Place::Alias => LeftReason::KeptName,
        Place::Parameter => LeftReason::Local,
        Place::Unparsed => LeftReason::Unread("the parser objects to this part of the file".into()),
        Place::Definition => LeftReason::OtherItem("defined here".into()),
        Place::Path(it) => of_meaning(resolver, meaning, of_kind(it.kind)),
        _ => of_meaning(resolver, meaning, LeftReason::Unresolved),
    }
}

/// Why a path that resolves to nothing is left.
fn of_kind(kind: PathKind) -> LeftReason {
    match kind {
        // Brackets alone may be no link.
        PathKind::DocLink(DocLink::Shortcut(_)) => LeftReason::DocComment,
        PathKind::Code
        | PathKind::MacroCall
        | PathKind::BeforeColon
        | PathKind::FormatString
        | PathKind::DocLink(_)
        | PathKind::DocCode => LeftReason::Unresolved,
        PathKind::MacroBody | PathKind::Quoted | PathKind::Attribute => LeftReason::MacroTokens,
        PathKind::AttributeWord => LeftReason::Member,
        PathKind::AttributeString | PathKind::Perhaps => LeftReason::StringLiteral,
    }
}

fn of_meaning(resolver: &Resolver<'_>, meaning: &Meaning, unknown: LeftReason) -> LeftReason {
    let paths = |defs: Vec<Def>| {
        let mut paths: Vec<_> = defs.into_iter().map(|it| resolver.path_of(it)).collect();
        paths.sort();
        paths.dedup();
        paths.join(", ")
    };
    match meaning {
        Meaning::Items(_) => LeftReason::OtherItem(paths(meaning.defs())),
        Meaning::Differs(_) => LeftReason::Ambiguous(paths(meaning.defs())),
        Meaning::Local | Meaning::Generic => LeftReason::Local,
        Meaning::Member => LeftReason::Member,
        Meaning::Perhaps(found) => {
            LeftReason::Perhaps(paths(found.iter().map(|it| it.def).collect()))
        }
        Meaning::Unknown => unknown,
        Meaning::Unreached => LeftReason::UnreachedFile,
    }
}

impl Request<'_> {
    /// Lists a mention, unless it stands in a path of a file that is written anew.
    pub(super) fn leave(
        &self,
        out: &mut Decided,
        mentions: &FileMentions,
        site: &Site,
        reason: LeftReason,
    ) {
        let (path, at) = self.place(mentions.file, site.range.start());
        let is_in = |it: &WrittenOut| {
            it.file == mentions.file && it.indel.delete.contains_range(site.range)
        };
        if !planted("left-not-counted") && !self.paths.iter().any(is_in) {
            out.left.push(Left { path, at, name: site.name.to_string(), reason });
        }
    }
}
