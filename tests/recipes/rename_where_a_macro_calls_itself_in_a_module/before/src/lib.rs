//! A macro whose modules call it again.

pub struct Page(pub u8);

pub fn check(page: &Page) -> u8 {
    page.0
}

#[cfg(test)]
mod tests {
    use super::Page;

    macro_rules! pages {
        (all: $first:tt, $second:tt) => {
            mod first {
                pages!(@one first, $first);
            }
            mod second {
                pages!(@one second, $second);
            }
        };

        (@one $name:ident, [$(($test:ident, $value:expr)),*]) => {
            use crate::check;
            $(
                mod $test {
                    use super::check;
                    pages!(@test $name, $test, $value);
                }
            )*
        };

        (@test $name:ident, $test:ident, $value:expr) => {
            #[test]
            fn $name() {
                let page = crate::Page($value);
                assert_eq!(check(&page), $value);
            }
        };
    }

    pages!(all: [(one, 1), (two, 2)], [(three, 3)]);

    #[test]
    fn none() {
        assert_eq!(super::check(&Page(0)), 0);
    }
}
