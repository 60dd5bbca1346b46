//! Loaves come from here: a [`Bread`] is what [roast] makes; see also [`super::hearth`].
//! Inside of this module [`self::Bread`] is [`crate::hearth::Bread`].

/// A Loaf. `Loaf` alone is no link, nor is \[Loaf\], nor <!-- [Loaf] -->.
///
/// - [`Bread`], [Bread], [`Bread::new()`], [`Bread::new`][Bread::new], [`Bread`][]
/// - [struct@Bread], [`type@Bread`], [the oven's own](Bread), [here](Bread#crumbs)
/// - [`Bread`](crate::hearth::Bread), [`hearth::Bread`](super::hearth::Bread), [Loaf](Bread)
/// - [a `Loaf`](Bread), [`Loaf` it is](<Bread> "a Loaf"), [x][y], [y], [`Loaf` link]
/// - [`crumb`](Self::crumb), [`Self::new`], [`Vec<Loaf>`], [`Bread<Rye>`]
/// - [Loaf](https://example.org/Loaf), [Loaf](Loaf.html), ![Loaf](Loaf)
///
/// [y]: crate::hearth::Bread
/// [`Loaf` link]: super::hearth::Bread
pub struct Bread {
    /// Of the [`Bread`], not of [`Crust`].
    pub crumb: u8,
}

impl Bread {
    /// A new [`Bread`], as [`Self::new`]; a [`Crust::Tender`] one.
    pub fn new() -> Bread {
        //! And [`Bread`] again.
        Bread { crumb: 0 }
    }
}

/// How it is: [`Crust::Tender`], [`Self::Tender`], [Soft](Crust::Tender), never [`Soft`].
pub enum Crust {
    /// Not [`Hard`](Crust::Hard), but [`Tender`](Crust::Tender).
    Tender,
    /// [`Crust::Tender`] no more.
    Hard,
}

/** A block: [`Bread`] and [roast()].
 *
 *  | one      | two                |
 *  |----------|--------------------|
 *  | [`Bread`] | [`roast`] [fn@roast] |
 */
pub fn roast() -> Bread {
    Bread::new()
}

#[doc = "In an attribute: [`Bread`], [`crate::cut!`]."]
#[doc = r#"In a raw one: [`roast`]."#]
#[doc = "With an escape \u{21}: [`Loaf`]"]
pub fn proof() {}

/// Takes a [`Bread`]; so does [crate::cut!], [`macro@crate::cut`], [`crate::cut!()`].
#[macro_export]
macro_rules! cut {
    ($loaf:expr) => {
        $loaf.crumb
    };
}

/// A generic `Loaf` hides nothing here: [`Bread`].
pub fn wrap<Loaf>(it: Loaf) -> Loaf {
    it
}
