use proc_macro::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

const MAX_JOBS: usize = 4;

mod models {
    pub struct Job;
}

/// The derive macro has the name of a struct.
#[proc_macro_derive(Job)]
pub fn derive(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    let name = &input.ident;
    let check: syn::Stmt = syn::parse_quote!(::shop::ensure!(::shop::JOB_LIMIT > 0););
    let error = quote_spanned! {name.span()=> ::shop::Failure };
    let _ = models::Job;
    quote! {
        impl ::core::convert::From<#name> for ::shop::models::Task {
            fn from(_: #name) -> ::shop::models::Task {
                #check
                println!("{MAX_JOBS}", MAX_JOBS = #MAX_JOBS);
                let _: Result<(), #error> = Err(::other::Error);
                let _: models::Job = shop::models::Task;
                impl<S> ::shop::models::Task {}
                ::shop::models::Task
            }
        }
    }
    .into()
}
