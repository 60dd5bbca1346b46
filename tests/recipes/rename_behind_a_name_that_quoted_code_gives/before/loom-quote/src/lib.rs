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

/// Quotes a block.
macro_rules! quote_block {
    ($($tokens:tt)*) => { quote!({ $($tokens)* }) };
}

pub fn beams() -> TokenStream {
    quote_block! {
        struct Frame;
        impl Frame {
            fn beam(&self) -> __beams::#private::warp::Beam {
                __beams::#private::warp::Beam
            }
        }
    }
}
