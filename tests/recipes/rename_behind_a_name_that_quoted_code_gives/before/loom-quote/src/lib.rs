use proc_macro2::TokenStream;
use quote::quote;

#[allow(non_camel_case_types)]
struct private;

/// What hides the module's name; it has a Beam of its own.
impl quote::ToTokens for private {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(__private))
    }
}

struct Beam;

pub fn beam() -> TokenStream {
    let _ = Beam;
    quote!(__beams::#private::warp::Beam)
}
