use proc_macro::TokenStream;
use quote::quote;

/// Names by a name that the caller gives to the crate.
#[proc_macro]
pub fn thread_with(_: TokenStream) -> TokenStream {
    quote!(__loom::Option::Some(__loom::weave::Strand(1))).into()
}

#[proc_macro]
pub fn beam_with(_: TokenStream) -> TokenStream {
    loom_quote::beam().into()
}

/// Macros come out of this crate, and no modules.
mod warp {
    pub struct Beam;
}

#[proc_macro]
pub fn own(_: TokenStream) -> TokenStream {
    let _ = warp::Beam;
    TokenStream::new()
}
