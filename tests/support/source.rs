//! The project's own sources as tokens and syntax, for the rules of the house.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use ra_ap_syntax::ast::{self, HasAttrs, HasModuleItem, HasName};
use ra_ap_syntax::{AstNode, Edition, NodeOrToken, SourceFile, SyntaxNode, SyntaxToken, WalkEvent};

/// One source file, without its test modules.
pub struct Source {
    /// Path from the project's root.
    pub path: Utf8PathBuf,
    text: String,
    file: SourceFile,
    /// Tokens of code, without comments, blanks and test modules.
    tokens: Vec<SyntaxToken>,
}

/// A function as the rules see it.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Line of its `fn`.
    pub line: usize,
    /// Lines from `fn` to the end.
    pub lines: usize,
    /// Parameters, `self` not counted.
    pub parameters: usize,
    /// Parameters of type `bool`.
    pub bools: usize,
}

/// All files below a folder of the project, in the order of paths; without
/// what is built, hidden or made by tests.
pub fn all_files(folder: &str) -> Vec<Utf8PathBuf> {
    let kept = |it: &walkdir::DirEntry| {
        let name = it.file_name().to_string_lossy();
        it.depth() == 0 || (name != "target" && (!name.starts_with('.') || name == ".ci"))
    };
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(kept);
    let files = walk.filter_map(Result::ok).filter(|it| it.file_type().is_file());
    files.filter_map(|it| Utf8PathBuf::from_path_buf(it.into_path()).ok()).collect()
}

/// The sources below a folder that are no tests.
pub fn sources(folder: &str) -> Vec<Source> {
    let files = all_files(folder).into_iter().filter(|it| it.extension() == Some("rs"));
    let sources: Vec<_> = files.map(|it| Source::read(&it)).collect();
    let tests: BTreeSet<_> = sources.iter().flat_map(Source::test_files).collect();
    let is_test =
        |it: &Source| tests.iter().any(|test| it.path.with_extension("").starts_with(test));
    sources.into_iter().filter(|it| !is_test(it)).collect()
}

impl Source {
    /// Reads a file.
    pub fn read(path: &Utf8Path) -> Source {
        let text = std::fs::read_to_string(path).unwrap();
        let file = SourceFile::parse(&text, Edition::CURRENT).tree();
        let tokens = tokens(file.syntax());
        Source { path: path.to_owned(), text, file, tokens }
    }

    /// The module of the crate that the file belongs to.
    pub fn room(&self) -> &str {
        let below = self.path.strip_prefix("src").unwrap_or(&self.path);
        let first = below.components().next().map_or("", |it| it.as_str());
        first.trim_end_matches(".rs")
    }

    /// Lines where these tokens stand in a row.
    pub fn lines_with(&self, tokens: &[&str]) -> Vec<usize> {
        let rows = self.tokens.windows(tokens.len());
        let hits = rows.filter(|row| row.iter().zip(tokens).all(|(a, b)| a.text() == *b));
        hits.map(|row| self.line(&row[0])).collect()
    }

    /// Each module of the crate that a path names, with its line.
    pub fn crate_paths(&self) -> Vec<(usize, String)> {
        self.paths_from(|tokens, at| self.is_crate(tokens, at))
    }

    /// Each module of `std` that a path names, with its line.
    pub fn std_paths(&self) -> Vec<(usize, String)> {
        self.paths_from(|tokens, at| tokens[at].text() == "std")
    }

    fn paths_from(&self, is_root: impl Fn(&[SyntaxToken], usize) -> bool) -> Vec<(usize, String)> {
        let tokens = &self.tokens;
        let mut found = Vec::new();
        for at in 0..tokens.len().saturating_sub(2) {
            if is_root(tokens, at) && tokens[at + 1].text() == "::" {
                let names = heads(&tokens[at + 2..]);
                found.extend(names.into_iter().map(|it| (self.line(&tokens[at]), it)));
            }
        }
        found
    }

    /// Whether the token is `crate`, or the `super` that reaches it.
    fn is_crate(&self, tokens: &[SyntaxToken], at: usize) -> bool {
        let is_next_super = tokens.get(at + 2).is_some_and(|it| it.text() == "super");
        match tokens[at].text() {
            "crate" => true,
            "super" if !is_next_super => {
                let chain = tokens[..=at].rchunks(2);
                let supers =
                    chain.take_while(|it| it.last().is_some_and(|it| it.text() == "super"));
                let inline = tokens[at].parent_ancestors().filter_map(ast::Module::cast).count();
                supers.count() >= self.depth() + inline
            }
            _ => false,
        }
    }

    /// How far below the crate's root the file's module is.
    fn depth(&self) -> usize {
        let is_mod = self.path.file_name() == Some("mod.rs");
        self.path.components().count() - 1 - usize::from(is_mod)
    }

    /// Names of the modules that the file declares.
    pub fn modules(&self) -> Vec<String> {
        let modules = self.file.items().filter_map(|it| match it {
            ast::Item::Module(it) => Some(it.name()?.text().to_string()),
            _ => None,
        });
        modules.collect()
    }

    /// Names of types and traits.
    pub fn type_names(&self) -> Vec<String> {
        let adts = self.nodes::<ast::Adt>().into_iter().filter_map(|it| it.name());
        let traits = self.nodes::<ast::Trait>().into_iter().filter_map(|it| it.name());
        adts.chain(traits).map(|it| it.text().to_string()).collect()
    }

    /// All functions.
    pub fn functions(&self) -> Vec<Function> {
        self.nodes::<ast::Fn>().iter().filter_map(|it| self.function(it)).collect()
    }

    fn function(&self, it: &ast::Fn) -> Option<Function> {
        let start = it.fn_token()?;
        let range = start.text_range().start()..it.syntax().text_range().end();
        let lines = self.text[usize::from(range.start)..usize::from(range.end)].lines().count();
        let types: Vec<_> = it.param_list()?.params().filter_map(|it| it.ty()).collect();
        let bools = types.iter().filter(|it| it.syntax().text() == "bool").count();
        let (name, line) = (it.name()?.text().to_string(), self.line(&start));
        Some(Function { name, line, lines, parameters: types.len(), bools })
    }

    /// Files of modules that are compiled for tests only, without extension.
    fn test_files(&self) -> Vec<Utf8PathBuf> {
        let stem = self.path.file_stem().unwrap_or_default();
        let parent = self.path.parent().unwrap();
        let folder = if ["mod", "lib", "main"].contains(&stem) {
            parent.to_owned()
        } else {
            parent.join(stem)
        };
        let modules = self.file.syntax().descendants().filter_map(ast::Module::cast);
        let tests = modules.filter(|it| it.item_list().is_none() && is_test(it.syntax()));
        tests.filter_map(|it| Some(folder.join(it.name()?.text()))).collect()
    }

    fn nodes<N: AstNode>(&self) -> Vec<N> {
        let nodes = self.file.syntax().descendants().filter_map(N::cast);
        nodes.filter(|it| !it.syntax().ancestors().any(|it| is_test(&it))).collect()
    }

    fn line(&self, token: &SyntaxToken) -> usize {
        let before = &self.text[..usize::from(token.text_range().start())];
        before.bytes().filter(|it| *it == b'\n').count() + 1
    }
}

/// First names after `crate::`: one, or those of a group.
fn heads(tokens: &[SyntaxToken]) -> Vec<String> {
    if tokens[0].text() != "{" {
        return vec![tokens[0].text().to_owned()];
    }
    let mut depth = 0;
    let mut found = Vec::new();
    for pair in tokens.windows(2) {
        match pair[0].text() {
            "{" => depth += 1,
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            _ => {}
        }
        let opens = ["{", ","].contains(&pair[0].text());
        if depth == 1 && opens && pair[1].text() != "}" {
            found.push(pair[1].text().to_owned());
        }
    }
    found
}

fn tokens(file: &SyntaxNode) -> Vec<SyntaxToken> {
    let mut found = Vec::new();
    let mut walk = file.preorder_with_tokens();
    while let Some(event) = walk.next() {
        match event {
            WalkEvent::Enter(NodeOrToken::Node(it)) if is_test(&it) => walk.skip_subtree(),
            WalkEvent::Enter(NodeOrToken::Token(it)) if !it.kind().is_trivia() => found.push(it),
            _ => {}
        }
    }
    found
}

fn is_test(node: &SyntaxNode) -> bool {
    let attributes = ast::AnyHasAttrs::cast(node.clone());
    attributes.is_some_and(|it| it.attrs().any(|it| it.syntax().text() == "#[cfg(test)]"))
}
