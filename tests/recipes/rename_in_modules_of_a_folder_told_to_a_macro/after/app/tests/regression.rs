mod regression {
    dirs::modules!("tests/regression");
}
