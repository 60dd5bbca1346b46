use std::{env, fs, path::Path};

use quote::quote;

/// Another one.
struct Bloom(u8);

fn main() {
    let bloom = Bloom(5);
    let petals = bloom.0;
    // Bloom is not one of these.
    println!("cargo:warning=Bloom has {petals} petals");
    let code = quote! {
        pub const ALL: [Bloom; 2] = [Bloom::Open(#petals), Bloom::Closed];
        pub const TENT: tent::Bloom = tent::Bloom;
    };
    let out = env::var_os("OUT_DIR").unwrap();
    fs::write(Path::new(&out).join("blooms.rs"), code.to_string()).unwrap();
}
