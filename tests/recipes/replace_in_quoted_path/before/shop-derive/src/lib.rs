use proc_macro::TokenStream;
use quote::{format_ident, quote};

#[proc_macro]
pub fn text(_: TokenStream) -> TokenStream {
    let private = format_ident!("__private");
    quote! {
        use ::shop::#private::AsText as _;
        fn is_text<T: ::shop::__private::AsText>(_: T) {}
        fn order(_: ::shop::Order) {}
    }
    .into()
}
