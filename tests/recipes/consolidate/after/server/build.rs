//! Tells the binary when it was built.

fn main() {
    // `Job` and `JobRecord` are only words here.
    println!("cargo:rustc-env=KALAMDB_BUILD=Job,JobRecord");
    println!("cargo:rerun-if-changed=build.rs");
}
