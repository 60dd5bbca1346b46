pub fn util() -> &'static str {
    "util"
}
