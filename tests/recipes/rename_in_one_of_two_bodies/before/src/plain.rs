use super::*;

pub fn write() -> Result<(), Error> {
    Ok(())
}
