//! Calls, and what they stand for.

use super::*;

/// As many tokens as one call may have.
fn all() -> Cell<usize> {
    Cell::new(LONGEST)
}

fn macro_of(arms: &str) -> Macro {
    Macro::read(arms, 1).unwrap()
}

/// What a call stands for, with the words that come from the call in brackets.
fn expanded(arms: &str, call: &str) -> Option<String> {
    let found = macro_of(arms).expand(call, "crate", (&|_| None, &all()))?;
    let mut shown = found.text.clone();
    for (own, (source, word)) in found.words.iter().rev() {
        assert_eq!(found.text[own.clone()], [call, arms][*source as usize][word.clone()]);
        if *source != 0 {
            continue;
        }
        shown.insert(own.end, '>');
        shown.insert(own.start, '<');
    }
    Some(dense(&shown))
}

/// Without blanks.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

fn holds(arms: &str, call: &str, text: &str) {
    assert_eq!(expanded(arms, call), Some(dense(text)), "{call}");
}

#[test]
fn words_of_the_call_are_known() {
    holds("($a:ident) => { $a($a, other) }", "Job", "<Job> (<Job> , other )");
    holds("($a:ident $b:tt) => { $b }", "Job [x y]", "[<x> <y> ]");
    holds("($t:ty) => { $crate::a::<$t>() }", "Vec<Job>", "crate ::a ::< <Vec> < <Job> > > ()");
}

#[test]
fn the_first_arm_that_matches_counts() {
    let arms = "(struct $n:ident) => { s $n }; ($n:ident) => { n $n }; ($($t:tt)*) => { t };";
    holds(arms, "struct A", "s <A>");
    holds(arms, "A", "n <A>");
    holds(arms, "A B", "t");
}

#[test]
fn repetitions_go_round() {
    holds("($($a:ident),* $(,)?) => { $($a;)* }", "A, B,", "<A> ; <B> ;");
    holds("($($a:ident),* $(,)?) => { [$($a),*] }", "", "[]");
    holds(
        "($($a:ident => [$($b:ident)+]);+) => { $($(f($a, $b);)+)+ }",
        "A => [B C]; D => [E]",
        "f (<A> , <B> ); f (<A> , <C> ); f (<D> , <E> );",
    );
    holds("($a:ident: $($b:ident)|+) => { $($a.$b())&&+ }", "x: y | z", "<x> .<y> ()&&<x> .<z> ()");
    assert_eq!(expanded("($($a:ident),+) => { $($a)* }", ""), None);
}

#[test]
fn fragments_take_what_rust_gives_them() {
    for (kind, call, text) in [
        ("expr", "a + b.c(d), e", "<a> + <b> .<c> (<d> )|, <e>"),
        ("expr", "#[a] { b }; e", "#[<a> ]{ <b> }|; <e>"),
        ("expr", "|x, y| x, e", "| <x> , <y> | <x>|, <e>"),
        ("ty", "&'a mut dyn Fn(A) -> B, e", "& '<a> <mut> <dyn> <Fn> (<A> )-> <B>|, <e>"),
        ("path", "a::B::<C> ; e", "<a> ::<B> ::< <C> >|; <e>"),
        ("pat", "Some(A) | None => e", "<Some> (<A> )| <None>|=> <e>"),
        ("vis", "pub(crate) e", "<pub> (<crate> )|<e>"),
        ("vis", "e", "|<e>"),
        ("lifetime", "'a e", "'<a>|<e>"),
        ("literal", "-1 e", "- 1|<e>"),
        ("block", "{ a } e", "{ <a> }|<e>"),
        ("item", "struct A { b: C } e", "<struct> <A> { <b> : <C> }|<e>"),
        ("stmt", "let a = b; e", "<let> <a> = <b>|; <e>"),
        ("meta", "cfg(a) e", "<cfg> (<a> )|<e>"),
        ("tt", ":: e", "::|<e>"),
    ] {
        let arms = format!("($a:{kind} $($rest:tt)*) => {{ $a \"|\" $($rest)* }}");
        let found = expanded(&arms, call).unwrap_or_default();
        let (own, rest) = found.split_once("\"|\"").unwrap_or((&found, ""));
        assert_eq!(format!("{own}|{rest}"), dense(text), "{kind}: {call}");
    }
}

#[test]
fn calls_in_expansions_are_followed() {
    let inner = Rc::new(macro_of("($a:ident) => { struct $a; }"));
    let find =
        |path: &[String]| (path == ["krate", "inner"]).then(|| (inner.clone(), "krate".to_owned()));
    let outer =
        macro_of("($a:ident) => { $crate::inner!($a); let x = $crate::inner!($a); other!($a); }");
    let found = outer.expand("Job", "krate", (&find, &all())).unwrap();
    let text = "struct Job; ; let x = { struct Job; } ; other!(Job);";
    assert_eq!(dense(&found.text), dense(text));
    assert_eq!(found.words.iter().filter(|it| it.1.0 == 0).count(), 3);
}

#[test]
fn what_is_not_read_has_no_expansion() {
    for (arms, call) in [
        ("($($a:ident)*) => { ${count($a)} }", "a b"),
        ("($($a:ident)* ; $($b:ident)*) => { $($a $b)* }", "a b ; c"),
        ("($a:ident) => { macro_rules! b { ($c:ident) => { $c } } }", "a"),
        ("($a:ident) => { $a }", "1"),
        ("(a) => { a }", "b"),
    ] {
        assert_eq!(expanded(arms, call), None, "{arms}");
    }
    assert!(Macro::read("($a:ident) { $a }", 1).is_none());
}

#[test]
fn a_macro_that_calls_itself_for_ever_comes_to_an_end() {
    let own = Rc::new(macro_of("($($a:tt)*) => { again!($($a)* $($a)*) }"));
    let find = |_: &[String]| Some((own.clone(), "crate".to_owned()));
    let found = own.expand("a", "crate", (&find, &all()));
    assert!(found.is_none_or(|it| it.text.len() < 1_000_000));
}

#[test]
fn words_that_an_arm_looks_for_are_told() {
    let inner =
        Rc::new(macro_of("(@one Debug $a:ident) => { d $a }; (@one Sink $a:ident) => { s $a };"));
    let find = |path: &[String]| (path == ["one"]).then(|| (inner.clone(), "crate".to_owned()));
    let outer = macro_of(
        "(impl $(Debug)? $a:ident) => { none }; ($a:ident: $($b:ident),*) => { $(one!(@one $b $a);)* }",
    );
    let call = "Job: Debug, Sink";
    let found = outer.expand(call, "crate", (&find, &all())).unwrap();
    let literal: Vec<&str> =
        found.literal.iter().filter(|it| it.0 == 0).map(|it| &call[it.1.clone()]).collect();
    assert_eq!(literal, ["Debug", "Sink"]);
    // Those of a repetition that does not go on are none.
    let rounds = macro_of("($(a $b:literal)* $($rest:tt)*) => { $($rest)* }");
    let found = rounds.expand("a 1 a x", "crate", (&|_| None, &all())).unwrap();
    assert_eq!(found.literal.len(), 1);
}
