use crate::fresh::Package;
use crate::old::*;

pub fn fits(parcel: &Package, van: &Van) -> bool {
    parcel.grams <= van.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_fits() {
        let parcel = Package { grams: 1 };
        assert!(fits(&parcel, &Van(1)), "Parcel {:?}", vec![Package { ..parcel.clone() }]);
    }
}
