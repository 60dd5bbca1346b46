//! Steps that are wrong.

use super::*;

/// All verbs, as a remedy lists them.
macro_rules! verbs {
    () => {
        "`rename`, `replace`, `delete`, `export`, `unexport`, `dependencies`, `dev-dependencies`, \
         `build-dependencies`, `workspace-dependencies`, `features`, `text`"
    };
}
const DEPENDENCY_KEYS: &str = "valid keys here: `version`, `path`, `git`, `branch`, `tag`, `rev`, `registry`, \
     `registry-index`, `package`, `workspace`, `features`, `default-features`, `optional`, \
     `public`, `artifact`, `lib`, `target`";

#[test]
fn steps() {
    let rows = [
        (
            "renme = { 'a::B' = 'C' }",
            ("3:1: unknown key `renme`", "renme", "did you mean `rename`?"),
        ),
        (
            "foo = 1",
            (
                "3:1: unknown key `foo`",
                "foo",
                concat!(
                    "valid keys here: `name`, `optional`, `once`, ",
                    verbs!(),
                    ", `on-conflict`, `definition`, `reexports`, `prune-dependencies`, `keep-wire-names`"
                ),
            ),
        ),
        (
            "name = 'no verb'",
            ("2:1: this step has no verb", "[[steps]]", concat!("add one of ", verbs!())),
        ),
        (
            "move = { 'a::B' = 'c::B' }",
            (
                "3:1: the verb `move` is not supported by this version",
                "move",
                concat!("verbs: ", verbs!()),
            ),
        ),
        (
            "rewrit = []",
            (
                "3:1: unknown key `rewrit`",
                "rewrit",
                "the verb `rewrite` is not supported by this version",
            ),
        ),
        (
            "rename = { 'a::B' = 'C' }\ndelete = ['d::E']",
            (
                "4:1: a step has one verb, not `rename` and `delete` [3:1]",
                "delete",
                "begin another `[[steps]]` above `delete`",
            ),
        ),
        (
            "rename = { 'a::B' = 'C' }\ndependencies = { a = { b = '1' } }",
            (
                "4:1: a step has one verb, not `rename` and `dependencies` [3:1]",
                "dependencies",
                "begin another `[[steps]]` above `dependencies`",
            ),
        ),
        (
            "definition = 'delete'\nrename = { 'a::B' = 'C' }",
            ("3:1: `definition` does not go with `rename`", "definition", "it goes with `replace`"),
        ),
        (
            "on-conflict = 'alias'\ndelete = ['d::E']",
            (
                "3:1: `on-conflict` does not go with `delete`",
                "on-conflict",
                "it goes with `rename`, `replace`",
            ),
        ),
        (
            "definition = 'move'\nreplace = { 'a::B' = 'c::D' }",
            ("3:14: `definition` cannot be `move`", "'move'", "one of `keep`, `delete`"),
        ),
        (
            "on-conflict = true\nrename = { 'a::B' = 'C' }",
            ("3:15: `on-conflict` is a string, not a boolean", "true", "write it in quotes"),
        ),
        (
            "once = 'yes'\nrename = { 'a::B' = 'C' }",
            (
                "3:8: `once` is a boolean, not a string",
                "'yes'",
                "write `true` or `false`, without quotes",
            ),
        ),
        (
            "name = \"a\\nb\"\nrename = { 'a::B' = 'C' }",
            ("3:8: `name` is one line of text", "\"a\\nb\"", "write a short title"),
        ),
        (
            "rename = 'a'",
            (
                "3:10: `rename` is a table, not a string",
                "'a'",
                "write `[steps.rename]` above rows `\"old\" = \"new\"`",
            ),
        ),
        ("rename = {}", ("3:10: `rename` is empty", "{}", "add a row, or remove the step")),
        (
            "rename = [['a', 'b']]",
            (
                "3:10: `rename` is a table, not a list",
                "[['a', 'b']]",
                "write `[steps.rename]` above rows `\"old\" = \"new\"`",
            ),
        ),
        (
            "rename = { a.b = 'c' }",
            (
                "3:12: `a` is a string, not a table",
                "a",
                "put the whole old path in quotes: `\"krate::Item\" = \"…\"`",
            ),
        ),
        (
            "rename = { 'a::B' = 1 }",
            ("3:21: `a::B` is a string, not an integer", "1", "write it in quotes"),
        ),
        (
            "rename = { 'a::B' = 'fn' }",
            ("3:22: `fn` is a keyword", "fn", "write `r#fn`, or choose another name"),
        ),
        (
            "rename = { 'a::B' = 'c::D' }",
            (
                "3:22: a new name is due here, not a path",
                "c::D",
                "write `D`: the item stays where it is; `replace` sends references elsewhere",
            ),
        ),
        (
            "rename = { 'a::B' = '🦀' }",
            (
                "3:22: `🦀` is no identifier",
                "🦀",
                "a name has letters, digits and `_`, and does not begin with a digit",
            ),
        ),
        (
            "rename = { \"a::\\u0042 \" = 'C' }",
            ("3:12: there is white space in the path", "\"a::\\u0042 \"", "leave it out"),
        ),
        (
            "replace = { 'a::B' = '::c::D' }",
            ("3:23: a path begins with a crate", "::", "write `c::D`"),
        ),
        (
            "replace = { 'a::B<T>' = 'c::D' }",
            ("3:18: an item path has no generic arguments", "<", "leave them out"),
        ),
        (
            "delete = 'a::B'",
            (
                "3:10: `delete` is a list of strings, not a string",
                "'a::B'",
                "write `[\"…\", \"…\"]`",
            ),
        ),
        ("delete = []", ("3:10: `delete` is empty", "[]", "add a row, or remove the step")),
        (
            "delete = ['a::B', 1]",
            (
                "3:19: `delete` is a list of strings, and this is an integer",
                "1",
                "write it in quotes",
            ),
        ),
        (
            "delete = ['self::B']",
            ("3:12: `self` is another place in each file", "self", "begin with the crate's name"),
        ),
        (
            "export = ['a']",
            (
                "3:10: `export` is a table, not a list",
                "['a']",
                "write `[steps.export]` above rows `\"module\" = [\"tree\"]`",
            ),
        ),
        (
            "export = { a = 'b' }",
            ("3:16: `a` is a list of strings, not a string", "'b'", "write `[\"…\", \"…\"]`"),
        ),
        ("export = { a = [] }", ("3:16: `a` is empty", "[]", "add a row, or remove the step")),
        (
            "export = { a = ['pub use b::c;'] }",
            (
                "3:18: a use-tree is due here, not an item",
                "pub use b::c;",
                "write the tree alone, without `pub use`",
            ),
        ),
        (
            "export = { a-b = ['b'] }",
            ("3:12: `a-b` is no name of a crate", "a-b", "code spells it `a_b`"),
        ),
    ];
    for (body, expected) in rows {
        check_step(body, expected);
    }
}

#[test]
fn manifests() {
    let rows = [
        (
            "dependencies = 'a'",
            (
                "3:16: `dependencies` is a table, not a string",
                "'a'",
                "write `[steps.dependencies.package-name]`",
            ),
        ),
        (
            "dependencies = {}",
            ("3:16: `dependencies` is empty", "{}", "add a row, or remove the step"),
        ),
        (
            "dependencies = { a = {} }",
            ("3:22: `a` is empty", "{}", "add a row, or remove the step"),
        ),
        (
            "dependencies = { a = '1' }",
            (
                "3:22: `a` is a table, not a string",
                "'1'",
                "write `[steps.dependencies.package-name]`",
            ),
        ),
        (
            "dependencies = { a = { b = true } }",
            (
                "3:28: `b` is a version or a table, not a boolean",
                "true",
                "write `\"1.2\"` or `{ workspace = true }`; `false` removes it",
            ),
        ),
        (
            "dependencies = { a = { b = 1 } }",
            (
                "3:28: `b` is a version or a table, not an integer",
                "1",
                "write `\"1.2\"` or `{ workspace = true }`; `false` removes it",
            ),
        ),
        (
            "dependencies = { a = { b = '' } }",
            (
                "3:28: the version is empty",
                "''",
                "write `\"1.2\"` or `{ workspace = true }`; `false` removes it",
            ),
        ),
        (
            "dependencies = { a = { b = {} } }",
            (
                "3:28: the dependency `b` says nothing",
                "{}",
                "write `{ workspace = true }` or a version",
            ),
        ),
        (
            "dependencies = { a = { b = { versio = '1' } } }",
            (
                "3:30: Cargo knows no key `versio` of a dependency",
                "versio",
                "did you mean `version`?",
            ),
        ),
        (
            "dependencies = { a = { b = { foo = '1' } } }",
            ("3:30: Cargo knows no key `foo` of a dependency", "foo", DEPENDENCY_KEYS),
        ),
        (
            "dependencies = { 'a b' = { b = '1' } }",
            (
                "3:18: `a b` is no name of a package",
                "'a b'",
                "letters, digits, `-` and `_`, as in its `Cargo.toml`",
            ),
        ),
        (
            "dependencies = { a = { 'b/c' = '1' } }",
            (
                "3:24: `b/c` is no name of a package",
                "'b/c'",
                "letters, digits, `-` and `_`, as in its `Cargo.toml`",
            ),
        ),
        (
            "workspace-dependencies = { a = { b = '1' } }",
            ("3:34: Cargo knows no key `b` of a dependency", "b", DEPENDENCY_KEYS),
        ),
        (
            "features = { a = { default = 'serde' } }",
            (
                "3:30: `default` is a list of strings, not a string",
                "'serde'",
                "write `[\"…\"]`; `false` removes it",
            ),
        ),
        (
            "features = { a = { default = ['serde', 1] } }",
            (
                "3:40: `default` is a list of strings, and this is an integer",
                "1",
                "write it in quotes",
            ),
        ),
        (
            "features = { a = { 'x y' = [] } }",
            (
                "3:20: `x y` is no name of a feature",
                "'x y'",
                "letters, digits, `-`, `_`, `+` and `.`",
            ),
        ),
    ];
    for (body, expected) in rows {
        check_step(body, expected);
    }
}
