use proc_macro::TokenStream;
use quote::quote;

#[proc_macro]
pub fn job(_: TokenStream) -> TokenStream {
    let result = quote!(::core::result::Result<::shop::old::Job, ::shop::old::Error>);
    quote! { ::shop::job!(Job) as #result || ::shop::other::Job }.into()
}
