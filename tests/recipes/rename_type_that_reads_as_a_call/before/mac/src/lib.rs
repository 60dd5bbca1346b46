use proc_macro::{TokenStream, TokenTree};

/// The size of the type before a group: `size!(kinds::Node(it))`.
#[proc_macro]
pub fn size(input: TokenStream) -> TokenStream {
    let path = input.into_iter().take_while(|it| !matches!(it, TokenTree::Group(_)));
    let path: TokenStream = path.collect();
    format!("::core::mem::size_of::<{path}>()").parse().unwrap()
}
