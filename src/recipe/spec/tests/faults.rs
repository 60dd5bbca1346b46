//! Recipes that are wrong: places, messages, remedies.

use super::*;

const STEP: &str = "[[steps]]\n[steps.rename]\n'a::B' = 'C'\n";

/// A recipe whose first lines are these, and that is right after them.
fn head(lines: &str) -> String {
    format!("{lines}\n{STEP}")
}

#[test]
fn text_that_is_no_toml() {
    check("name = 'r'\n[[steps]\n", &["2:9: not TOML: unclosed array table, expected `]`"]);
    check("name = \"r\n", &["1:10: not TOML: invalid basic string, expected `\"`"]);
    check(
        "name = 'r'\nx = 1 2\n",
        &["2:5: not TOML: string values must be quoted, expected literal string"],
    );
    check("name = \n", &["1:8: not TOML: a value is missing"]);
    check(&format!("a = {}", "[".repeat(100_000)), &["1:85: the recipe is nested too deeply"]);
    check(&format!("{} = 1", ["a"; 100_000].join(".")), &["1:1: the recipe is nested too deeply"]);
    check(
        &"[".repeat(100_000),
        &["1:3: not TOML: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`"],
    );
}

#[test]
fn keys_that_are_there_twice() {
    check("name = 'r'\nname = 's'\n", &["2:1: the key `name` is there twice [1:1]"]);
    check(
        "name = 'r'\n[scope]\npackages = []\n[verify]\n[scope]\n",
        &["5:2: the key `scope` is there twice [2:1]"],
    );
    check(
        "name = 'r'\n[[steps]]\n[steps.rename]\n'a::B' = 'C'\n'a::C' = 'D'\n\"a::B\" = 'E'\n",
        &["6:1: the key `a::B` is there twice [4:1]"],
    );
    check(
        "name = 'r'\n[[steps]]\nonce = true\n[[steps]]\nonce = true\nonce = false\n",
        &["6:1: the key `once` is there twice [5:1]"],
    );
    check(
        "name = 'r'\n[[steps]]\n[steps.rename]\na = 'b'\n[steps.rename]\nb = 'c'\n",
        &["5:8: the key `rename` is there twice [3:1]"],
    );
    check(
        "name = 'r'\nscope.packages = []\nscope.packages = []\n",
        &["3:7: the key `packages` is there twice [2:7]"],
    );
    check(
        "name = 'r'\nscope = { packages = [], packages = [] }\n",
        &["2:26: the key `packages` is there twice"],
    );
}

#[test]
fn keys_of_a_recipe() {
    check(&head("nme = 'r'\nname = 'r'"), &["1:1: unknown key `nme`"]);
    check(&head("name = 'r'\nfoo = 1"), &["2:1: unknown key `foo`"]);
    check(STEP, &["1:1: the key `name` is missing"]);
    check("name = 'r'", &["1:1: the recipe has no steps"]);
    check("name = 'r'\n[steps]\nrename = {}", &["2:1: `steps` is a list of tables, not a table"]);
    check(
        "name = 'r'\nsteps = [1, 2.5, []]",
        &[
            "2:10: `steps` is a list of tables, and this is an integer",
            "2:13: `steps` is a list of tables, and this is a float",
            "2:18: `steps` is a list of tables, and this is a list",
        ],
    );
    check(&head("name = 7"), &["1:8: `name` is a string, not an integer"]);
    check(&head("name = ''"), &["1:8: `name` is one line of text"]);
    check(
        &head("name = 'r'\ndescription = ['a']"),
        &["2:15: `description` is a string, not a list"],
    );
    check(
        &head("name = 'r'\nmin-version = '0.99'\nfuture = 1"),
        &["2:15: the recipe needs version 0.99 or newer, this is 0.1.0"],
    );
    check(&head("name = 'r'\nmin-version = 'new'"), &["2:15: `new` is no version"]);
    check(&head("name = 'r'\nscope = 'a'"), &["2:9: `scope` is a table, not a string"]);
    check(
        &head("name = 'r'\nscope = { package = ['a'], packages = 'a' }"),
        &["2:11: unknown key `package`", "2:39: `packages` is a list of strings, not a string"],
    );
    check(
        &head("name = 'r'\nscope = { packages = ['a', 1, 'a b'] }"),
        &[
            "2:28: `packages` is a list of strings, and this is an integer",
            "2:31: `a b` is no name of a package",
        ],
    );
}

#[test]
fn paths_that_leave() {
    for path in ["/etc/x", "../x", "a/../../x", "~/x", "C:/x", "https://x.y/z", "a\\\\b", ""] {
        let found = findings(&head(&format!("name = 'r'\nextends = \"{path}\"")));
        assert!(found[0].message.starts_with("`extends` cannot name"), "{}", found[0].message);
        let found = findings(&head(&format!("name = 'r'\nscope = {{ exclude = [\"{path}\"] }}")));
        assert!(found[0].message.starts_with("`exclude` cannot name"), "{}", found[0].message);
    }
    check(
        &head("name = 'r'\nscope = { exclude = ['a/[b'] }"),
        &["2:22: `a/[b` is no glob: unclosed character class; missing ']'"],
    );
    let bomb = format!("name = 'r'\nscope = {{ exclude = ['{}'] }}", "{a,b}".repeat(400));
    check(
        &head(&bomb),
        &[
            "2:22: the glob `{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}…` is too long",
        ],
    );
}

#[test]
fn characters_that_hide() {
    check(&head("name = \"a\u{202e}b\""), &["1:8: the character `\\u{202e}` in a string"]);
    check(
        &head("name = \"r\"\ndescription = \"\\u001b[2J\""),
        &["2:15: the character `\\u{1b}` in a string"],
    );
    check(
        "name = 'r'\n[[steps]]\n[steps.rename]\n\"a::B\u{200b}\" = 'C'\n",
        &["4:1: the character `\\u{200b}` in a string", "4:5: `B\\u{200b}` is no identifier"],
    );
}

#[test]
fn expectations_and_commands() {
    check(
        &head("name = 'r'\nexpect = [{ defined-onc = 'a' }, {}, { forbid = 'a b' }]"),
        &[
            "2:13: unknown key `defined-onc`",
            "2:34: this `expect` says nothing",
            "2:51: there is white space in the path",
        ],
    );
    check(
        &head("name = 'r'\nverify = { commands = ['a | b', [], 1, ''] }"),
        &[
            "2:24: a command is not run by a shell",
            "2:33: this is no command",
            "2:37: this is no command",
            "2:40: this is no command",
        ],
    );
    check(&head("name = 'r'\nverify = {}"), &["2:10: the key `commands` is missing in `verify`"]);
    check(
        &head("name = 'r'\nverify = { run = 'x', commands = 'x' }"),
        &["2:12: unknown key `run`", "2:34: `commands` is a list of commands, not a string"],
    );
}

#[test]
fn all_findings_are_told_up_to_a_number() {
    let mut text = String::from("name = 'r'\n[[steps]]\n[steps.rename]\n");
    (0..1_000).for_each(|n| text += &format!("'a::B{n}' = 'fn'\n"));
    let found = findings(&text);
    assert_eq!(found.len(), 50);
    assert_eq!(found[49].notes, ["and 950 more errors in this recipe"]);
}

/// A recipe with a bit of everything.
const FULL: &str = r#"
name = "ä"
min-version = '0.1'
[scope]
exclude = ["a/*.rs"]
[[steps]]
once = true
[steps.replace]
"a::r#b" = "bin@c::D"
'a::m!' = 'b::n!'
[[steps]]
dependencies.a.b = { version = "1", features = ["x",
 'y'] }
[[steps]]
[steps.export]
a = ["b::{c, d as e}"]
[[expect]]
forbid = ["a::\u0042"]
[verify]
commands = ["a b", ["c"]]
"#;

#[test]
fn every_mutation_gives_a_spec_or_places_within_the_text() {
    recipe(FULL);
    let judge = |text: &str| {
        let Err(refusal) = parse(Utf8Path::new("r.toml"), text) else { return };
        for label in refusal.findings.iter().flat_map(|it| &it.labels) {
            let _ = slice(&label.source, label.range);
        }
    };
    for (at, c) in FULL.char_indices() {
        let (before, after) = (&FULL[..at], &FULL[at + c.len_utf8()..]);
        judge(before);
        for new in ["", "\"", "'", "\n", "ü", ".", "[", "}", "=", "\\", "::", "a"] {
            judge(&format!("{before}{new}{after}"));
        }
    }
}
