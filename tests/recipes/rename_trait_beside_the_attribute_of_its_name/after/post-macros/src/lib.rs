//! Macros for what can be sent.

use proc_macro::TokenStream;
use quote::quote;

/// Makes something that can be sent.
#[proc_macro_attribute]
#[allow(non_snake_case)]
pub fn Parcel(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item: proc_macro::TokenStream = item;
    let mut all: TokenStream = quote! {
        impl post::Sendable for Letter {}
    }
    .into();
    all.extend(item);
    all
}
