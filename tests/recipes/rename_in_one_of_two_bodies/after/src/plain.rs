use super::*;

pub fn write() -> Result<(), Fault> {
    Ok(())
}
