//! A macro whose modules call it again.

pub struct Sheet(pub u8);

pub fn value_of(page: &Sheet) -> u8 {
    page.0
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    macro_rules! sheets {
        (all: $first:tt, $second:tt) => {
            mod first {
                sheets!(@one first, $first);
            }
            mod second {
                sheets!(@one second, $second);
            }
        };

        (@one $name:ident, [$(($test:ident, $value:expr)),*]) => {
            use crate::value_of;
            $(
                mod $test {
                    use super::value_of;
                    sheets!(@test $name, $test, $value);
                }
            )*
        };

        (@test $name:ident, $test:ident, $value:expr) => {
            #[test]
            fn $name() {
                let page = crate::Sheet($value);
                assert_eq!(value_of(&page), $value);
            }
        };
    }

    sheets!(all: [(one, 1), (two, 2)], [(three, 3)]);

    #[test]
    fn none() {
        assert_eq!(super::value_of(&Sheet(0)), 0);
    }
}
