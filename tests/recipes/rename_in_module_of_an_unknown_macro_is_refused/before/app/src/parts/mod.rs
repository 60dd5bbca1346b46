dirs::modules!();
