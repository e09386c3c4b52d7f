//! What one kind of number looks like, and how a text is held against it.

/// Where a number belongs on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It stands on invoices: the VAT ID or tax number.
    Tax,
    /// It names a company in a register.
    Registration,
    /// One number does both.
    Both,
}

/// Where a number has its check characters.
#[derive(Clone, Copy, Debug)]
pub enum CheckAt {
    /// So many digits at the end.
    Last(usize),
    /// One letter or digit at the end.
    LastSign,
    /// One digit at this position (from 0).
    At(usize),
    /// The two characters from this position on (from 0), digits.
    Two(usize),
}

/// One kind of number of one country.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name of the rule: country, underscore, short name.
    pub id: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// What the country calls it.
    pub name: &'static str,
    /// A number that is right, as stored: no separators.
    pub sample: &'static str,
    /// Where it belongs.
    pub place: Place,
    /// What is stored before the number: the country's letters in a VAT ID.
    pub stored_prefix: &'static str,
    /// What people write before it, dropped.
    pub(super) prefixes: &'static [&'static str],
    /// What people write after it, dropped.
    pub(super) suffixes: &'static [&'static str],
    /// What says before and after it that the holder is registered for VAT: as written, and as stored.
    pub(super) marks: [&'static [(&'static str, &'static str)]; 2],
    /// `d` a digit, `A` a letter, `X` either, anything else itself.
    pub patterns: &'static [&'static str],
    pub(super) part: Option<fn(&str) -> bool>,
    pub(super) sum: Option<fn(&str) -> bool>,
    pub(super) check_at: CheckAt,
    /// A number one digit short of so many characters has lost a leading zero; 0 where that does not happen.
    pub(super) padded_chars: usize,
    /// What the tax office adds before and after the number of a register, and people leave out.
    pub(super) left_out: (&'static str, &'static str),
    /// Words for the office that keeps it, which stand around it with a place on invoices: no part of it.
    pub(super) offices: &'static [&'static str],
    /// What people write before its check digit: no part of it.
    pub(super) check_words: &'static [&'static str],
    /// Other numbers of the holder that people write behind it, as patterns: no part of it.
    pub(super) written_behind: &'static [&'static str],
    /// Whether a text that has the shape and breaks the sum is rather a number whose check digit was not typed.
    pub(super) is_without_check: Option<fn(&str) -> bool>,
    /// Whether every number that the office gives has the check characters of the office's own sum.
    pub(super) keeps_sum: bool,
    /// Whether nothing tells a right number from a slip in another kind's: it is taken with a doubt.
    pub is_doubted: bool,
    /// How many characters the office writes in each group, in each of its ways.
    pub(super) groups: &'static [&'static [usize]],
    /// Which of its numbers nothing tells from a slip but the office's groups or a word.
    pub(super) untold: Option<fn(&str) -> bool>,
}

impl Kind {
    /// A kind of which only the shape is known.
    #[must_use]
    pub const fn new(
        id: &'static str,
        country: &'static str,
        name: &'static str,
        sample: &'static str,
        patterns: &'static [&'static str],
    ) -> Self {
        Self {
            id,
            country,
            name,
            sample,
            place: Place::Tax,
            stored_prefix: "",
            prefixes: &[],
            suffixes: &[],
            marks: [&[], &[]],
            patterns,
            part: None,
            sum: None,
            check_at: CheckAt::Last(1),
            padded_chars: 0,
            left_out: ("", ""),
            offices: &[],
            check_words: &[],
            written_behind: &[],
            is_without_check: None,
            keeps_sum: true,
            is_doubted: false,
            groups: &[],
            untold: None,
        }
    }

    /// With the letters that stand before a VAT ID.
    #[must_use]
    pub const fn vat(mut self, stored_prefix: &'static str) -> Self {
        self.stored_prefix = stored_prefix;
        self
    }

    /// With what people write before and after it.
    #[must_use]
    pub const fn around(mut self, prefixes: &'static [&'static str], suffixes: &'static [&'static str]) -> Self {
        self.prefixes = prefixes;
        self.suffixes = suffixes;
        self
    }

    /// With what says before and after it that the holder is registered for VAT, as people write it and as it is stored:
    /// never dropped, never added.
    #[must_use]
    pub const fn vat_marks(
        mut self,
        before: &'static [(&'static str, &'static str)],
        after: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.marks = [before, after];
        self
    }

    /// With what the tax office adds before and after the number of a register, and people leave out.
    #[must_use]
    pub const fn left_out(mut self, before: &'static str, after: &'static str) -> Self {
        self.left_out = (before, after);
        self
    }

    /// With words for the office that keeps it, as invoices have them around it.
    #[must_use]
    pub const fn kept_by(mut self, offices: &'static [&'static str]) -> Self {
        self.offices = offices;
        self
    }

    /// With what people write before its check digit.
    #[must_use]
    pub const fn check_called(mut self, check_words: &'static [&'static str]) -> Self {
        self.check_words = check_words;
        self
    }

    /// With other numbers of the holder that people write behind it.
    #[must_use]
    pub const fn written_before(mut self, others: &'static [&'static str]) -> Self {
        self.written_behind = others;
        self
    }

    /// Whose office has given numbers that its own sum does not fit.
    #[must_use]
    pub const fn sum_not_kept(mut self) -> Self {
        self.keeps_sum = false;
        self
    }

    /// Which nothing tells from a slip in another kind of the country.
    #[must_use]
    pub const fn doubted(mut self) -> Self {
        self.is_doubted = true;
        self
    }

    /// With the groups in which the office writes it.
    #[must_use]
    pub const fn grouped(mut self, groups: &'static [&'static [usize]]) -> Self {
        self.groups = groups;
        self
    }

    /// Of which some are doubted unless they are written in the office's groups or behind its name.
    #[must_use]
    pub const fn doubted_bare(mut self, untold: fn(&str) -> bool) -> Self {
        self.untold = Some(untold);
        self
    }

    /// Whose leading zero is often left out.
    #[must_use]
    pub const fn padded(mut self, padded_chars: usize) -> Self {
        self.padded_chars = padded_chars;
        self
    }

    /// With parts that must mean something.
    #[must_use]
    pub const fn part(mut self, part: fn(&str) -> bool) -> Self {
        self.part = Some(part);
        self
    }

    /// With check characters.
    #[must_use]
    pub const fn sum(mut self, sum: fn(&str) -> bool, check_at: CheckAt) -> Self {
        self.sum = Some(sum);
        self.check_at = check_at;
        self
    }

    /// Which people type without its check digit: what of its shape is then rather meant.
    #[must_use]
    pub const fn often_without_check(mut self, is_without_check: fn(&str) -> bool) -> Self {
        self.is_without_check = Some(is_without_check);
        self
    }

    /// A number that names a company.
    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}
