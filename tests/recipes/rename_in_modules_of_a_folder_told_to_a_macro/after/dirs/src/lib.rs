use proc_macro::TokenStream;

/// A `mod` for each file in a folder of the package.
#[proc_macro]
pub fn modules(told: TokenStream) -> TokenStream {
    let told = told.to_string();
    let (vis, dir) = told.split_once('"').unwrap();
    let base = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let dir = std::path::Path::new(&base).join(dir.trim_end_matches('"'));
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        names.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
    }
    names.retain(|it| it != "main");
    names.sort();
    let text: String = names.iter().map(|it| format!("{vis} mod {it};")).collect();
    text.parse().unwrap()
}
