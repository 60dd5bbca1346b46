//! How a variant, or a struct that names itself, is called in serialized data.
//! <https://serde.rs/variant-attrs.html>, <https://serde.rs/container-attrs.html>
//!
//! Invariant: known from attributes alone; a derive counts by its last segment.

use ra_ap_syntax::ast::{self, AstNode, HasAttrs};
use ra_ap_syntax::{AstToken, NodeOrToken, SyntaxKind, SyntaxNode, SyntaxToken, T};
use smol_str::SmolStr;

use super::lower::bare;
use crate::text::{TextRange, TextSize};

/// What data calls an item that has a name there, and what would keep that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// What is written, unless an attribute or the lack of a derive decides it.
    serialized: Option<Case>,
    /// What is read, likewise.
    deserialized: Option<Case>,
    /// Whether an attribute decides one of both already.
    is_split: bool,
    /// The predicate of the `cfg_attr` that derives it.
    condition: Option<SmolStr>,
    /// Where an attribute of the item can go: before its first token that is
    /// neither documentation nor an attribute.
    pub at: TextSize,
}

/// What becomes of a name: `rename_all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Same,
    Lower,
    Upper,
    Camel,
    Snake(char),
    Screaming(char),
}

impl Wire {
    /// The names that data has for an item called `name`: written, read.
    fn names(&self, name: &str) -> [Option<String>; 2] {
        [self.serialized, self.deserialized].map(|it| it.map(|it| it.of(name)))
    }

    /// The name that data has for an item called `name`, if the attributes
    /// leave it to that.
    pub fn name(&self, name: &str) -> Option<String> {
        self.names(name).into_iter().flatten().next()
    }

    /// The attribute that keeps the names of data when `old` becomes `new`; none
    /// if they stay by themselves.
    pub fn keeping(&self, old: &str, new: &str) -> Option<String> {
        let (names, after) = (self.names(old), self.names(new));
        if names == after {
            return None;
        }
        let value = match &names {
            [Some(one), Some(other)] if one == other => format!("rename = \"{one}\""),
            [Some(one), None] | [None, Some(one)] if !self.is_split => {
                format!("rename = \"{one}\"")
            }
            [written, read] => {
                let row = |key: &str, it: &Option<String>| {
                    it.as_ref().map(|it| format!("{key} = \"{it}\""))
                };
                let rows = [row("serialize", written), row("deserialize", read)];
                format!("rename({})", rows.into_iter().flatten().collect::<Vec<_>>().join(", "))
            }
        };
        Some(match &self.condition {
            Some(it) => format!("#[cfg_attr({it}, serde({value}))]"),
            None => format!("#[serde({value})]"),
        })
    }
}

impl Case {
    fn of(self, name: &str) -> String {
        let words = |by: char| {
            let mut out = String::new();
            for (at, it) in name.char_indices() {
                if at > 0 && it.is_uppercase() {
                    out.push(by);
                }
                out.push(it.to_ascii_lowercase());
            }
            out
        };
        match self {
            Case::Same => name.to_owned(),
            Case::Lower => name.to_ascii_lowercase(),
            Case::Upper => name.to_ascii_uppercase(),
            Case::Camel => {
                let first = name.chars().next().map_or(0, char::len_utf8);
                format!("{}{}", name[..first].to_ascii_lowercase(), &name[first..])
            }
            Case::Snake(by) => words(by),
            Case::Screaming(by) => words(by).to_ascii_uppercase(),
        }
    }

    fn named(name: &str) -> Case {
        match name {
            "lowercase" => Case::Lower,
            "UPPERCASE" => Case::Upper,
            "camelCase" => Case::Camel,
            "snake_case" => Case::Snake('_'),
            "SCREAMING_SNAKE_CASE" => Case::Screaming('_'),
            "kebab-case" => Case::Snake('-'),
            "SCREAMING-KEBAB-CASE" => Case::Screaming('-'),
            _ => Case::Same,
        }
    }
}

/// What data calls the variant or struct whose name's token is `name`; none
/// where serde's derives do not spell it.
pub(super) fn wire(root: &SyntaxNode, name: TextRange) -> Option<Wire> {
    // Unlike a look at all that lies before it.
    let token = root.covering_element(name).into_token()?;
    let item = token.parent()?.parent()?;
    let variant = ast::Variant::cast(item.clone());
    let container = match &variant {
        Some(it) => it.syntax().ancestors().find_map(ast::Enum::cast)?.syntax().clone(),
        None => ast::Struct::cast(item.clone())?.syntax().clone(),
    };
    let (of_container, own) = (Said::by(&container), Said::by(&item));
    let is_named = match variant {
        Some(_) => !of_container.has("untagged") && !own.has("untagged"),
        None => own.has("tag"),
    };
    let case = |derive: &str, key: &str, skip: &str| {
        let is_decided = own.value("rename", key).is_some() || own.has("skip") || own.has(skip);
        let case = of_container.value("rename_all", key).filter(|_| variant.is_some());
        let is_spelled = is_named && !is_decided && of_container.derives(derive);
        is_spelled.then(|| case.map_or(Case::Same, |it| Case::named(&it)))
    };
    let serialized = case("Serialize", "serialize", "skip_serializing");
    let deserialized = case("Deserialize", "deserialize", "skip_deserializing");
    let is_there = serialized.is_some() || deserialized.is_some();
    let at = first_token(&item)?.text_range().start();
    let is_split = own.has("rename");
    let condition = of_container.condition();
    is_there.then_some(Wire { serialized, deserialized, is_split, condition, at })
}

fn first_token(item: &SyntaxNode) -> Option<SyntaxToken> {
    let own = item.children_with_tokens().filter(|it| it.kind() != SyntaxKind::ATTR);
    let mut own = own.filter(|it| !it.kind().is_trivia());
    match own.next()? {
        NodeOrToken::Node(it) => it.first_token(),
        NodeOrToken::Token(it) => Some(it),
    }
}

/// What the attributes of an item say.
pub(super) struct Said {
    /// Derives, by their last segments, with the predicate that they stand under.
    derives: Vec<(String, Option<SmolStr>)>,
    /// What serde's attributes say: key, key inside of that, value.
    rows: Vec<(String, Option<String>, Option<String>)>,
}

impl Said {
    pub(super) fn by(item: &SyntaxNode) -> Said {
        let mut said = Said { derives: Vec::new(), rows: Vec::new() };
        let Some(item) = ast::AnyHasAttrs::cast(item.clone()) else { return said };
        for attr in item.attrs() {
            let condition = match attr.meta() {
                Some(ast::Meta::CfgAttrMeta(it)) => {
                    it.cfg_predicate().map(|it| SmolStr::new(it.syntax().text().to_string()))
                }
                _ => None,
            };
            for meta in attr.skip_cfg_attrs() {
                said.read(&meta, condition.as_ref());
            }
        }
        said
    }

    fn read(&mut self, meta: &ast::Meta, condition: Option<&SmolStr>) {
        let ast::Meta::TokenTreeMeta(meta) = meta else { return };
        let Some(tokens) = meta.token_tree() else { return };
        let name = meta.path().map(|it| it.syntax().text().to_string()).unwrap_or_default();
        match name.as_str() {
            "derive" => {
                let names = tokens.syntax().children_with_tokens().filter_map(|it| it.into_token());
                let names = names.filter(|it| it.kind() == SyntaxKind::IDENT);
                let row = |it: SyntaxToken| (it.text().to_owned(), condition.cloned());
                self.derives.extend(names.map(row));
            }
            "serde" => self.rows_of(&tokens, None),
            _ => {}
        }
    }

    /// `key`, `key = "value"`, and `key(inner = "value")`.
    fn rows_of(&mut self, tokens: &ast::TokenTree, outer: Option<&str>) {
        for argument in super::calls::arguments(tokens) {
            let Some(key) = argument.first().and_then(|it| it.as_token()) else { continue };
            let key = bare(key.text()).to_string();
            let value = match argument.get(1..) {
                Some([NodeOrToken::Token(equals), NodeOrToken::Token(it)])
                    if equals.kind() == T![=] =>
                {
                    ast::String::cast(it.clone()).and_then(|it| Some(it.value().ok()?.into_owned()))
                }
                Some([NodeOrToken::Node(inner)]) => {
                    let inner = ast::TokenTree::cast(inner.clone());
                    inner.iter().for_each(|it| self.rows_of(it, Some(&key)));
                    continue;
                }
                _ => None,
            };
            self.rows.push(match outer {
                Some(outer) => (outer.to_owned(), Some(key), value),
                None => (key, None, value),
            });
        }
    }

    fn has(&self, key: &str) -> bool {
        self.rows.iter().any(|it| it.0 == key)
    }

    /// The value of a key, or of `inner` in its parentheses.
    fn value(&self, key: &str, inner: &str) -> Option<String> {
        let is_meant = |it: &&(String, Option<String>, Option<String>)| {
            it.0 == key && it.1.as_deref().is_none_or(|it| it == inner)
        };
        self.rows.iter().find(is_meant)?.2.clone()
    }

    /// Whether a derive has the name in its path.
    pub(super) fn derives(&self, name: &str) -> bool {
        self.derives.iter().any(|it| it.0 == name)
    }

    /// The predicate under which serde's derives stand; none if one of them
    /// stands under none.
    fn condition(&self) -> Option<SmolStr> {
        let is_serde = |it: &&(String, _)| matches!(it.0.as_str(), "Serialize" | "Deserialize");
        let mut all: Vec<_> = self.derives.iter().filter(is_serde).map(|it| &it.1).collect();
        all.dedup();
        match all.as_slice() {
            [Some(one)] => Some(one.clone()),
            all => {
                let all = all.iter().map(|it| it.as_deref()).collect::<Option<Vec<_>>>()?;
                Some(SmolStr::new(format!("any({})", all.join(", "))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ra_ap_syntax::{Edition, SourceFile};

    /// The attribute that keeps the names of data when `OldName` becomes `New`.
    fn keeping(text: &str) -> Option<String> {
        let root = SourceFile::parse(text, Edition::CURRENT).syntax_node();
        let at = text.find("OldName").expect("it is there") as u32;
        let name = TextRange::at(at.into(), 7.into());
        wire(&root, name)?.keeping("OldName", "New")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(keeping(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn variants_keep_the_name_that_data_has() {
        check("#[derive(Serialize)] enum E { OldName }", r#"#[serde(rename = "OldName")]"#);
        check(
            "#[derive(serde::Deserialize)] #[serde(rename_all = \"snake_case\")] enum E { A, OldName(u8) }",
            r#"#[serde(rename = "old_name")]"#,
        );
        check(
            "#[derive(Serialize, Deserialize)] #[serde(rename_all(serialize = \"camelCase\"))] enum E { OldName }",
            r#"#[serde(rename(serialize = "oldName", deserialize = "OldName"))]"#,
        );
        check(
            "#[derive(Serialize, Deserialize)] enum E { #[serde(rename(serialize = \"x\"))] OldName }",
            r#"#[serde(rename(deserialize = "OldName"))]"#,
        );
        check(
            "#[cfg_attr(feature = \"serde\", derive(Serialize), serde(rename_all = \"SCREAMING-KEBAB-CASE\"))] enum E { OldName }",
            r#"#[cfg_attr(feature = "serde", serde(rename = "OLD-NAME"))]"#,
        );
    }

    #[test]
    fn structs_have_a_name_where_they_are_tagged() {
        check(
            "#[derive(Serialize)] #[serde(tag = \"kind\")] struct OldName {}",
            r#"#[serde(rename = "OldName")]"#,
        );
        check("#[derive(Serialize)] struct OldName {}", "");
    }

    #[test]
    fn what_data_does_not_spell_by_the_name_is_left() {
        check("#[derive(Clone)] enum E { OldName }", "");
        check("#[derive(Serialize)] #[serde(untagged)] enum E { OldName }", "");
        check("#[derive(Serialize)] enum E { #[serde(skip)] OldName }", "");
        check("#[derive(Serialize)] enum E { #[serde(rename = \"x\", other)] OldName }", "");
        check("#[derive(Serialize)] enum OldName { A }", "");
    }
}
