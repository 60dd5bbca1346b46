//! Loaves come from here: a [`Loaf`] is what [bake] makes; see also [`super::oven`].
//! Inside of this module [`self::Loaf`] is [`crate::oven::Loaf`].

/// A Loaf. `Loaf` alone is no link, nor is \[Loaf\], nor <!-- [Loaf] -->.
///
/// - [`Loaf`], [Loaf], [`Loaf::new()`], [`Loaf::new`][Loaf::new], [`Loaf`][]
/// - [struct@Loaf], [`type@Loaf`], [the oven's own](Loaf), [here](Loaf#crumbs)
/// - [`Loaf`](crate::oven::Loaf), [`oven::Loaf`](super::oven::Loaf), [Loaf](Loaf)
/// - [a `Loaf`](Loaf), [`Loaf` it is](<Loaf> "a Loaf"), [x][y], [y], [`Loaf` link]
/// - [`crumb`](Self::crumb), [`Self::new`], [`Vec<Loaf>`], [`Loaf<Rye>`]
/// - [Loaf](https://example.org/Loaf), [Loaf](Loaf.html), ![Loaf](Loaf)
///
/// [y]: crate::oven::Loaf
/// [`Loaf` link]: super::oven::Loaf
pub struct Loaf {
    /// Of the [`Loaf`], not of [`Crust`].
    pub crumb: u8,
}

impl Loaf {
    /// A new [`Loaf`], as [`Self::new`]; a [`Crust::Soft`] one.
    pub fn new() -> Loaf {
        //! And [`Loaf`] again.
        Loaf { crumb: 0 }
    }
}

/// How it is: [`Crust::Soft`], [`Self::Soft`], [Soft](Crust::Soft), never [`Soft`].
pub enum Crust {
    /// Not [`Hard`](Crust::Hard), but [`Soft`](Crust::Soft).
    Soft,
    /// [`Crust::Soft`] no more.
    Hard,
}

/** A block: [`Loaf`] and [bake()].
 *
 *  | one      | two                |
 *  |----------|--------------------|
 *  | [`Loaf`] | [`bake`] [fn@bake] |
 */
pub fn bake() -> Loaf {
    Loaf::new()
}

#[doc = "In an attribute: [`Loaf`], [`crate::carve!`]."]
#[doc = r#"In a raw one: [`bake`]."#]
#[doc = "With an escape \u{21}: [`Loaf`]"]
pub fn proof() {}

/// Takes a [`Loaf`]; so does [crate::carve!], [`macro@crate::carve`], [`crate::carve!()`].
#[macro_export]
macro_rules! carve {
    ($loaf:expr) => {
        $loaf.crumb
    };
}

/// A generic `Loaf` hides nothing here: [`Loaf`].
pub fn wrap<Loaf>(it: Loaf) -> Loaf {
    it
}
