use proc_macro::TokenStream;

macro_rules! quote {
    ($($code:tt)*) => {
        stringify!($($code)*)
    };
}

/// Derives the trait of the same name.
#[proc_macro_derive(Fired, attributes(kiln))]
pub fn fired(input: TokenStream) -> TokenStream {
    implement(input, quote! { kiln::Baked })
}

#[proc_macro_derive(Glazed)]
pub fn glazed(input: TokenStream) -> TokenStream {
    implement(input, quote! { ::kiln::Glazed })
}

fn implement(input: TokenStream, path: &str) -> TokenStream {
    let name = input.into_iter().nth(2).map(|it| it.to_string()).unwrap_or_default();
    format!("impl {path} for {name} {{}}").parse().unwrap_or_default()
}
