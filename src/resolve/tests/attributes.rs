//! Names in attributes: code in their strings, words among their tokens.

use super::{check, places, references};

/// One use of each attribute that is known, and the item that its string names:
/// `t` is a type, `m` a module, `f` a function, `N` a constant, `B` a trait.
const STRINGS: &[(&str, &str)] = &[
    ("m", r#"#[serde(with = "m")]"#),
    ("t", r#"#[serde(from = "crate::t")]"#),
    ("t", r#"#[serde(try_from = "Vec<t>")]"#),
    ("t", r#"#[serde(into = "self::t")]"#),
    ("t", r#"#[serde(remote = "t")]"#),
    ("f", r#"#[serde(default = "f")]"#),
    ("f", r##"#[serde(serialize_with = r#"f"#)]"##),
    ("f", r#"#[cfg_attr(feature = "f", serde(rename = "f", deserialize_with = "f"))]"#),
    ("t", r#"#[serde(skip_serializing_if = "t::is_f")]"#),
    ("f", r#"#[serde(getter = "self::f")]"#),
    ("t", r#"#[serde_as(as = "Vec<t>")]"#),
    ("t", r#"#[serde_as(serialize_as = "t")]"#),
    ("t", r#"#[serde_as(deserialize_as = "t")]"#),
    ("t", r#"#[schemars(with = "t")]"#),
    ("t", r#"#[schemars(remote = "t")]"#),
    ("f", r#"#[schemars(default = "f")]"#),
    ("f", r#"#[schemars(schema_with = "f")]"#),
    ("f", r#"#[borsh(serialize_with = "f")]"#),
    ("f", r#"#[borsh(deserialize_with = "f")]"#),
    ("m", r#"#[any(crate = "crate::m")]"#),
    ("B", r#"#[any(bound = "T: B<t>, Vec<T>: Clone")]"#),
    ("t", r#"#[serde(bound(serialize = "T: B<t>"))]"#),
    ("B", "#[serde(bound(deserialize = \"T: Clone, \\\n  Vec<T>: B<t>\"))]"),
    ("B", "#[serde(bound(deserialize = \"T: Clone, \\\r\n  Vec<T>: B<t>\"))]"),
    ("B", r#"#[derivative(Debug(bound = "T: B<u8>"))]"#),
    ("f", r#"#[derivative(Debug(format_with = "f"))]"#),
    ("N", r#"#[derivative(Default(value = "N + 1"))]"#),
    ("f", r#"#[derivative(Hash(hash_with = "f"))]"#),
    ("f", r#"#[derivative(PartialEq(compare_with = "f"))]"#),
    ("N", r#"#[builder(default = "vec![N]")]"#),
    ("f", r#"#[builder(build_fn(validate = "f"))]"#),
    ("t", r#"#[builder(build_fn(error = "t"))]"#),
    ("t", r#"#[builder(field(ty = "Vec<t>"))]"#),
    ("f", r#"#[builder(field(build = "f(self)?"))]"#),
    ("f", r#"#[structopt(parse(from_str = "f"))]"#),
    ("N", r#"#[structopt(raw(possible_values = "&[N]"))]"#),
    ("f", r#"#[clap(parse(try_from_str = "f"))]"#),
    ("f", r#"#[clap(value_parser = "f")]"#),
    ("f", r#"#[arg(value_parser = "f")]"#),
    ("f", r#"#[command(value_parser = "f")]"#),
    ("f", r#"#[validate(custom = "f")]"#),
    ("f", r#"#[validate(custom(function = "f", message = "f"))]"#),
    ("f", r#"#[validate(schema(function = "self::f"))]"#),
    ("t", r#"#[prost(enumeration = "t", tag = "1")]"#),
    ("t", r#"#[prost(oneof = "self::t", tags = "1")]"#),
    ("f", r#"#[pyo3(from_py_with = "f")]"#),
    ("N", r#"#[error("{0} N {N}")]"#),
    ("N", r#"#[display("{N:>4}")]"#),
    ("N", r#"#[display(fmt = "{} {N}", "N")]"#),
    ("N", r#"#[debug("{N}")]"#),
    ("N", r#"#[snafu(display("{N} {field}"))]"#),
    ("N", r#"#[diagnostic(help("at most {N}"))]"#),
    ("N", r#"#[fail(display = "{} {N}", field)]"#),
];

fn source(attribute: &str) -> String {
    format!(
        "//- /Cargo.toml\n[package]\nname = \"a\"\nedition = \"2021\"\n//- /src/lib.rs\npub struct t;\n\
         pub mod m {{}}\npub fn f() {{}}\npub const N: usize = 1;\npub trait B<T> {{}}\n\
         pub struct S<T> {{\n{attribute}\nfield: T }}\n"
    )
}

#[test]
fn each_attribute_that_is_known() {
    for (name, attribute) in STRINGS {
        let found = references(&format!("a::{name}"), &source(attribute));
        assert_eq!(found.len(), 1, "{attribute}: {found:?}");
    }
}

#[test]
fn each_row_has_a_test() {
    let used: std::collections::BTreeSet<_> =
        STRINGS.iter().filter_map(|it| crate::syntax::row_of(it.1)).collect();
    assert_eq!(used.len(), crate::syntax::rows(), "{used:?}");
}

#[test]
fn strings_of_attributes_in_scope() {
    check(
        "a::m::Job",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub mod m {
    pub struct Job;
    #[serde(from = "Job", bound = "Job: Clone, T: From<self::Job>")]
    #[serde(rename = "Job", tag = "Job", rename_all(serialize = "Job"), doc = "m::Job")]
    pub struct Of<T>(#[serde(with = "super::m::Job")] T);
    #[serde(from = "Job")]
    pub struct Hidden<Job>(Job);
}
fn f() {
    struct Job;
    #[serde(into = "Job", try_from = "crate::m::Job")]
    struct Inner;
}
macro_rules! model { ($name:ident) => {
    #[cfg_attr(all(), serde(from = "crate::m::Job", rename = "Job"))]
    struct $name;
}; }
#[my(title = "Job")]
#[error("{Job} {0}", m::Job, Job = 1)]
struct Last { #[error("{Job}")] Job: u8 }
"#,
        &[
            r#"src/lib.rs: #[serde(from = "|Job", bound = "Job: Clone, T: From<self::Job>")]"#,
            r#"src/lib.rs: #[serde(from = "Job", bound = "|Job: Clone, T: From<self::Job>")]"#,
            r#"src/lib.rs: #[serde(from = "Job", bound = "Job: Clone, T: From<self::|Job>")]"#,
            r#"src/lib.rs: pub struct Of<T>(#[serde(with = "super::m::|Job")] T);"#,
            r#"src/lib.rs: #[serde(into = "Job", try_from = "crate::m::|Job")]"#,
            r#"src/lib.rs: #[cfg_attr(all(), serde(from = "crate::m::|Job", rename = "Job"))]"#,
            r#"src/lib.rs: #[error("{Job} {0}", m::|Job, Job = 1)]"#,
        ],
    );
}

#[test]
fn words_of_attributes() {
    check(
        "a::Job",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub struct Job;
#[arg(Job, default_value_t = Job::NEW, value_parser(value_parser!(Job)))]
#[instrument(skip(Job), err(level = Job), fields(a = f(Job)))]
#[error("{} {}", Job, f(Job))]
#[enum_dispatch(Job)]
#[repr(Job)]
#[serde(Job)]
struct S;
"#,
        &[
            "src/lib.rs: #[arg(Job, default_value_t = |Job::NEW, value_parser(value_parser!(Job)))]",
            "src/lib.rs: #[arg(Job, default_value_t = Job::NEW, value_parser(value_parser!(|Job)))]",
            "src/lib.rs: #[instrument(skip(Job), err(level = |Job), fields(a = f(Job)))]",
            "src/lib.rs: #[instrument(skip(Job), err(level = Job), fields(a = f(|Job)))]",
            r#"src/lib.rs: #[error("{} {}", |Job, f(Job))]"#,
            r#"src/lib.rs: #[error("{} {}", Job, f(|Job))]"#,
            "src/lib.rs: #[enum_dispatch(|Job)]",
        ],
    );
}

#[test]
fn what_may_be_a_name_is_listed() {
    let files = r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub struct Job;
#[my(from = "Job", path = "crate::Job", title = "Job")]
#[my(Job, Job = 1, Job(2))]
#[serde(from = "Vec<\"\" Job>", into = "Job\u{20}")]
struct S;
"#;
    assert_eq!(
        places("a::Job", files),
        [
            r#"Perhaps src/lib.rs: #[my(from = "|Job", path = "crate::Job", title = "Job")]"#,
            r#"Perhaps src/lib.rs: #[my(from = "Job", path = "crate::|Job", title = "Job")]"#,
            "Perhaps src/lib.rs: #[my(|Job, Job = 1, Job(2))]",
            r#"Perhaps src/lib.rs: #[serde(from = "Vec<\"\" |Job>", into = "Job\u{20}")]"#,
        ]
    );
}

#[test]
fn quoted_code() {
    let files = r#"
//- /Cargo.toml
[workspace]
members = ["a", "derive"]
//- /a/Cargo.toml
[package]
name = "a"
edition = "2021"
//- /a/src/lib.rs
pub mod m { pub struct Job; }
//- /derive/Cargo.toml
[package]
name = "derive"
edition = "2021"
[lib]
proc-macro = true
//- /derive/src/lib.rs
mod a { pub mod m { pub struct Job; } }
fn f(name: &Ident) {
    quote! { impl ::a::m::Job for #name { fn f(self) -> Job { other::Job(self.Job) } } };
    quote!(::a::m::Job);
    let _: Type = syn::parse_quote!(::a::m::Job);
    vec![quote_spanned! {span=> ::a::m::Job::new()}];
    println!(::a::m::Job);
}
"#;
    let job = |before: &str, after: &str| format!("derive/src/lib.rs: {before}|Job{after}");
    assert_eq!(
        references("a::m::Job", files),
        [
            job(
                "quote! { impl ::a::m::",
                " for #name { fn f(self) -> Job { other::Job(self.Job) } } };"
            ),
            job("quote!(::a::m::", ");"),
            job("let _: Type = syn::parse_quote!(::a::m::", ");"),
            job("vec![quote_spanned! {span=> ::a::m::", "::new()}];"),
        ]
    );
}
