use proc_macro::TokenStream;
use quote::quote;

/// What the macros of the crate lead to: there is no Cell here.
#[proc_macro]
pub fn cell(_: TokenStream) -> TokenStream {
    let krate = quote!(crate);
    let std = quote!(::std);
    quote! {{
        let cell: #std::cell::Cell<u8> = #std::cell::Cell::new(1);
        match cell.get() {
            1 => #krate::comb::Cell::EMPTY,
            _ => #krate::comb::Cell(2),
        };
        #krate::core::result::Result::<#krate::comb::Cell, #krate::Error>::Ok(#krate::comb::Cell::EMPTY)
    }}
    .into()
}
