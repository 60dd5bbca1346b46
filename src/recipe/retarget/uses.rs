//! Names in the middle of use-trees.

use super::At;
use super::decide::Round;
use super::spell::Spelled;
use crate::imports::{ImportOp, ImportPath};
use crate::resolve::Def;
use crate::syntax::{UseSite, UseTreeKind};
use crate::text::TextRange;

impl Round<'_, '_> {
    /// A name in the middle of a use-tree.
    pub(super) fn prefix(&mut self, at: At<'_>, def: Def, it: &UseSite) {
        let goal = &self.request.goals[&def];
        if !goal.is_other {
            return self.unchecked(at, def, at.site.range, self.written(at, &goal.name));
        }
        let spelled = match self.spelled(at, goal) {
            Ok(spelled) => spelled,
            Err(error) => return self.out.errors.push(error),
        };
        let start = it.path.segments.first().map_or(it.tree.start(), |it| it.range.start());
        if it.tree.contains(start) {
            let start = if it.path.leading_colons { it.tree.start() } else { start };
            let range = TextRange::new(start, at.site.range.end());
            let (range, text) = self.narrowed(at, range, spelled.text(self.edition(at)));
            return self.unchecked(at, def, range, text);
        }
        self.below(at, it, &spelled);
    }

    /// An import in the body of a macro, which is no list of items that could be edited.
    pub(super) fn in_rules(&mut self, at: At<'_>, def: Def, it: &UseSite) {
        let first = it.path.segments.first().filter(|first| it.tree.contains_range(first.range));
        let Some(start) = first.map(|it| it.range.start()) else {
            return self.error(at, "a group of imports in the body of a macro is not repointed");
        };
        match self.spelled(at, &self.request.goals[&def]) {
            Ok(spelled) => {
                let start = if it.path.leading_colons { it.tree.start() } else { start };
                let range = TextRange::new(start, at.site.range.end());
                let (range, text) = self.narrowed(at, range, spelled.text(self.edition(at)));
                self.unchecked(at, def, range, text);
            }
            Err(error) => self.out.errors.push(error),
        }
    }

    /// Repoints each leaf below a name in the middle of a grouped use-tree.
    fn below(&mut self, at: At<'_>, it: &UseSite, spelled: &Spelled) {
        if at.mentions.sites.rules(at.site.scope).is_some() {
            return self.error(at, "a group of imports in the body of a macro is not repointed");
        }
        let key = self.request.body_of(at);
        let source = self.request.workspace().file(at.file());
        let Some(body) = source.and_then(|it| super::spell::body_at(it, key)) else { return };
        let mut ops = Vec::new();
        for item in body.uses.iter().filter(|item| item.range == it.item) {
            item.for_each_leaf(&mut |leaf, path| {
                let found = path.segments.iter().position(|segment| segment.range == at.site.range);
                let Some(found) = found else { return };
                let mut segments = spelled.segments.clone();
                segments.extend(path.segments[found + 1..].iter().map(|it| it.name.clone()));
                let alias = match &leaf.kind {
                    UseTreeKind::Leaf { alias } => alias.as_ref().map(|it| it.name.clone()),
                    UseTreeKind::Glob(_) => {
                        segments.push("*".into());
                        None
                    }
                    UseTreeKind::Group { .. } => return,
                };
                ops.push(ImportOp::Repoint {
                    leaf: leaf.range,
                    to: ImportPath { leading_colons: false, segments, alias },
                });
            });
        }
        ops.into_iter().for_each(|it| self.import(at, it));
        self.rewritten(at, spelled.text(self.edition(at)));
    }
}
