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
            return self.unchecked(at, def, range, spelled.text(self.edition(at)));
        }
        self.below(at, it, &spelled);
    }

    /// Repoints each leaf below a name in the middle of a grouped use-tree.
    fn below(&mut self, at: At<'_>, it: &UseSite, spelled: &Spelled) {
        let key = self.request.body_of(at);
        let source = self.request.workspace().file(at.file());
        let Some(body) = source.and_then(|it| super::spell::body_at(it, key)) else { return };
        let mut ops = Vec::new();
        let mut has_glob = false;
        for item in body.uses.iter().filter(|item| item.range == it.item) {
            item.for_each_leaf(&mut |leaf, path| {
                let found = path.segments.iter().position(|segment| segment.range == at.site.range);
                let Some(found) = found else { return };
                let UseTreeKind::Leaf { alias } = &leaf.kind else { return has_glob = true };
                let mut segments = spelled.segments.clone();
                segments.extend(path.segments[found + 1..].iter().map(|it| it.name.clone()));
                let alias = alias.as_ref().map(|it| it.name.clone());
                ops.push(ImportOp::Repoint {
                    leaf: leaf.range,
                    to: ImportPath { leading_colons: false, segments, alias },
                });
            });
        }
        if has_glob {
            return self.error(at, "a glob below this name in a group cannot be moved");
        }
        ops.into_iter().for_each(|it| self.import(at, it));
        self.rewritten(at, spelled.text(self.edition(at)));
    }
}
