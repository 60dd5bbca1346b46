//! Recipes that are wrong: places, messages, remedies.

use super::*;

const STEP: &str = "[[steps]]\n[steps.rename]\n'a::B' = 'C'\n";

/// A recipe whose first lines are these, and that is right after them.
fn head(lines: &str) -> String {
    format!("{lines}\n{STEP}")
}

#[test]
fn text_that_is_no_toml() {
    check("name = 'r'\n[[steps]\n", &["x"]);
    check("name = \"r\n", &["x"]);
    check("name = 'r'\nx = 1 2\n", &["x"]);
    check("name = \n", &["x"]);
    check(&format!("a = {}", "[".repeat(100_000)), &["x"]);
    check(&format!("{} = 1", ["a"; 100_000].join(".")), &["x"]);
    check(&"[".repeat(100_000), &["x"]);
}

#[test]
fn keys_that_are_there_twice() {
    check("name = 'r'\nname = 's'\n", &["x"]);
    check("name = 'r'\n[scope]\npackages = []\n[verify]\n[scope]\n", &["x"]);
    check(
        "name = 'r'\n[[steps]]\n[steps.rename]\n'a::B' = 'C'\n'a::C' = 'D'\n\"a::B\" = 'E'\n",
        &["x"],
    );
    check("name = 'r'\n[[steps]]\nonce = true\n[[steps]]\nonce = true\nonce = false\n", &["x"]);
    check("name = 'r'\n[[steps]]\n[steps.rename]\na = 'b'\n[steps.rename]\nb = 'c'\n", &["x"]);
    check("name = 'r'\nscope.packages = []\nscope.packages = []\n", &["x"]);
    check("name = 'r'\nscope = { packages = [], packages = [] }\n", &["x"]);
}

#[test]
fn keys_of_a_recipe() {
    check(&head("nme = 'r'\nname = 'r'"), &["x"]);
    check(&head("name = 'r'\nfoo = 1"), &["x"]);
    check(STEP, &["x"]);
    check("name = 'r'", &["x"]);
    check("name = 'r'\n[steps]\nrename = {}", &["x"]);
    check("name = 'r'\nsteps = [1, 2.5, []]", &["x"]);
    check(&head("name = 7"), &["x"]);
    check(&head("name = ''"), &["x"]);
    check(&head("name = 'r'\ndescription = ['a']"), &["x"]);
    check(&head("name = 'r'\nmin-version = '0.99'\nfuture = 1"), &["x"]);
    check(&head("name = 'r'\nmin-version = 'new'"), &["x"]);
    check(&head("name = 'r'\nscope = 'a'"), &["x"]);
    check(&head("name = 'r'\nscope = { package = ['a'], packages = 'a' }"), &["x"]);
    check(&head("name = 'r'\nscope = { packages = ['a', 1, 'a b'] }"), &["x"]);
}

#[test]
fn paths_that_leave() {
    for path in ["/etc/x", "../x", "a/../../x", "~/x", "C:/x", "https://x.y/z", "a\\\\b", ""] {
        let found = findings(&head(&format!("name = 'r'\nextends = \"{path}\"")));
        assert!(found[0].message.starts_with("`extends` cannot name"), "{}", found[0].message);
        let found = findings(&head(&format!("name = 'r'\nscope = {{ exclude = [\"{path}\"] }}")));
        assert!(found[0].message.starts_with("`exclude` cannot name"), "{}", found[0].message);
    }
    check(&head("name = 'r'\nscope = { exclude = ['a/[b'] }"), &["x"]);
    let bomb = format!("name = 'r'\nscope = {{ exclude = ['{}'] }}", "{a,b}".repeat(400));
    check(&head(&bomb), &["x"]);
}

#[test]
fn characters_that_hide() {
    check(&head("name = \"a\u{202e}b\""), &["x"]);
    check(&head("name = \"r\"\ndescription = \"\\u001b[2J\""), &["x"]);
    check("name = 'r'\n[[steps]]\n[steps.rename]\n\"a::B\u{200b}\" = 'C'\n", &["x"]);
}

#[test]
fn expectations_and_commands() {
    check(&head("name = 'r'\nexpect = [{ defined-onc = 'a' }, {}, { forbid = 'a b' }]"), &["x"]);
    check(&head("name = 'r'\nverify = { commands = ['a | b', [], 1, ''] }"), &["x"]);
    check(&head("name = 'r'\nverify = {}"), &["x"]);
    check(&head("name = 'r'\nverify = { run = 'x', commands = 'x' }"), &["x"]);
}

#[test]
fn steps() {
    let rows: [(&str, (&str, &str, &str)); 0] = [];
    for (body, expected) in rows {
        check_step(body, expected);
    }
}

#[test]
fn manifests() {
    let rows: [(&str, (&str, &str, &str)); 0] = [];
    for (body, expected) in rows {
        check_step(body, expected);
    }
}

#[test]
fn all_findings_are_told_up_to_a_number() {
    let mut text = String::from("name = 'r'\n[[steps]]\n[steps.rename]\n");
    (0..1_000).for_each(|n| text += &format!("'a::B{n}' = 'fn'\n"));
    let found = findings(&text);
    assert_eq!(found.len(), 50);
    assert_eq!(found[49].notes, ["and 950 more errors in this recipe"]);
}
