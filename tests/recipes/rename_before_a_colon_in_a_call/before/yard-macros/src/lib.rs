use proc_macro::{Delimiter, TokenStream, TokenTree};

/// `assert_impl!(Type: Trait)`
#[proc_macro]
pub fn assert_impl(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    let (name, bound) = text.split_once(':').unwrap_or_default();
    let code = format!("const _: fn() = || {{ fn of<T: {bound}>() {{}} of::<{name}>(); }};");
    code.parse().unwrap_or_default()
}

/// `area!(wide: 1, long: 2)`
#[proc_macro]
pub fn area(input: TokenStream) -> TokenStream {
    let number = |it: TokenTree| match it {
        TokenTree::Literal(it) => Some(it.to_string()),
        _ => None,
    };
    let numbers: Vec<_> = input.into_iter().filter_map(number).collect();
    numbers.join(" * ").parse().unwrap_or_default()
}

/// `#[sized(…)]`: the value is that of the constant `SIZE` beside the type.
#[proc_macro_derive(Sized, attributes(sized))]
pub fn sized(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter().skip_while(|it| !matches!(it, TokenTree::Group(_)));
    let Some(TokenTree::Group(attribute)) = trees.next() else { return TokenStream::new() };
    let inner = attribute.stream().into_iter().filter_map(|it| match it {
        TokenTree::Group(it) if it.delimiter() == Delimiter::Parenthesis => Some(it.stream()),
        _ => None,
    });
    let value: TokenStream = inner.flatten().skip(2).collect();
    format!("pub const SIZE: u8 = {value};").parse().unwrap_or_default()
}
