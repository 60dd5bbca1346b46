use proc_macro::TokenStream;

#[proc_macro_derive(Error)]
pub fn error(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
