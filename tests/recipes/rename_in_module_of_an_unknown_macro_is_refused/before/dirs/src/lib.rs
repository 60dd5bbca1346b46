use proc_macro::TokenStream;

/// `mod` for what lies in a folder.
#[proc_macro]
pub fn modules(_: TokenStream) -> TokenStream {
    "pub mod nut; pub mod pin;".parse().unwrap()
}
