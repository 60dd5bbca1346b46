dirs::modules!("src/parts");
