//! Names in strings: captures of format strings, code in attributes.

use super::check;

#[test]
fn captures_of_format_strings() {
    check(
        "a::MAX",
        r##"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub const MAX: usize = 3;
mod shadows {
    use super::MAX;
    fn yes(w: usize) {
        println!("{MAX} \n{{MAX}}");
        println!(r#"{0:MAX$} MAX"#, w);
        assert_eq!(f::<u8, u8>(), 1, "{:.MAX$}", 1.0);
        assert!(w > 1, "\u{41}{MAX:?}");
        log::info!(target: "MAX", a = 1; "{} {MAX:>5}", w);
        let _ = || { if w > 1 { write!(f, "{MAX}").unwrap() } };
        select! { x = w => println!("{MAX}"), else => {} }
    }
    fn no(w: usize) {
        println!("{{MAX}} {w}: MAX");
        println!("{}", "{MAX}");
        println!("{MAX}", MAX = w);
        println!("{MAX", w);
        vec!["{MAX}"];
        json!({ "a": "{MAX}" });
        let _ = "{MAX}";
    }
    fn local<const MAX: usize>() { println!("{MAX}") }
}
macro_rules! show { ($x:expr) => { println!("{} {MAX}", $x) }; }
mod elsewhere { fn f() { println!("{MAX}") } }
"##,
        &[
            r#"src/lib.rs: use super::|MAX;"#,
            r#"src/lib.rs: println!("{|MAX} \n{{MAX}}");"#,
            r##"src/lib.rs: println!(r#"{0:|MAX$} MAX"#, w);"##,
            r#"src/lib.rs: assert_eq!(f::<u8, u8>(), 1, "{:.|MAX$}", 1.0);"#,
            r#"src/lib.rs: assert!(w > 1, "\u{41}{|MAX:?}");"#,
            r#"src/lib.rs: log::info!(target: "MAX", a = 1; "{} {|MAX:>5}", w);"#,
            r#"src/lib.rs: let _ = || { if w > 1 { write!(f, "{|MAX}").unwrap() } };"#,
            r#"src/lib.rs: select! { x = w => println!("{|MAX}"), else => {} }"#,
            r#"src/lib.rs: macro_rules! show { ($x:expr) => { println!("{} {|MAX}", $x) }; }"#,
        ],
    );
}

#[test]
fn captures_in_macros_that_are_not_known() {
    check(
        "a::MAX",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2018"
//- /src/lib.rs
const MAX: usize = 3;
fn sure(w: usize) {
    my_log!(level, "{} {MAX}", w);
    my_log!("{MAX}", w = w);
}
fn unsure(w: usize) {
    my_log!("{} {MAX}");
    my_log!({ "{MAX}" });
    my_log!("{MAX", w);
    panic!("{MAX}");
    assert!(w > 1, "{MAX}");
}
"#,
        &[
            r#"src/lib.rs: my_log!(level, "{} {|MAX}", w);"#,
            r#"src/lib.rs: my_log!("{|MAX}", w = w);"#,
        ],
    );
    check(
        "a::total",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
fn total() {}
macro_rules! count { () => {{ let total = 1; println!("{total}") }}; }
"#,
        &[],
    );
}
