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

/// What is wrong with a number, the first thing that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Too many or too few characters.
    Length,
    /// A letter where a digit belongs, or the other way about.
    Shape,
    /// A part of it that means something (a date, a region, a legal form) means nothing.
    Part,
    /// The check characters are wrong; these would be right.
    Check(String),
}

/// Where a number has its check characters.
#[derive(Clone, Copy, Debug)]
pub enum CheckAt {
    /// So many digits at the end.
    Last(usize),
    /// One letter or digit at the end.
    LastSign,
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
    prefixes: &'static [&'static str],
    /// What people write after it, dropped.
    suffixes: &'static [&'static str],
    /// `d` a digit, `A` a letter, `X` either, anything else itself.
    pub patterns: &'static [&'static str],
    part: fn(&str) -> bool,
    sum: fn(&str) -> bool,
    check_at: CheckAt,
    /// A number one digit short of so many characters has lost a leading zero; 0 where that does not happen.
    padded_chars: usize,
}

fn anything(_: &str) -> bool {
    true
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
            patterns,
            part: anything,
            sum: anything,
            check_at: CheckAt::Last(1),
            padded_chars: 0,
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

    /// Whose leading zero is often left out.
    #[must_use]
    pub const fn padded(mut self, padded_chars: usize) -> Self {
        self.padded_chars = padded_chars;
        self
    }

    /// With parts that must mean something.
    #[must_use]
    pub const fn part(mut self, part: fn(&str) -> bool) -> Self {
        self.part = part;
        self
    }

    /// With check characters.
    #[must_use]
    pub const fn sum(mut self, sum: fn(&str) -> bool, check_at: CheckAt) -> Self {
        self.sum = sum;
        self.check_at = check_at;
        self
    }

    /// A number that names a company.
    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The number as stored, if a text without separators and in capitals is one.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, compact: &str) -> Result<String, Fault> {
        let body = self.body(compact);
        let padded = if body.len() + 1 == self.padded_chars { format!("0{body}") } else { String::new() };
        let body = if padded.is_empty() { body } else { &padded };
        self.shape(body)?;
        let is_nothing = body.chars().all(|sign| sign == '0');
        if is_nothing || !(self.part)(body) {
            return Err(Fault::Part);
        }
        if !(self.sum)(body) {
            return Err(self.corrected(body).map_or(Fault::Part, |(_, right)| Fault::Check(right)));
        }
        Ok(format!("{}{body}", self.stored_prefix))
    }

    /// The number without what people write around it. A beginning is only dropped where the rest has a known length:
    /// the letters could belong to the number.
    fn body<'a>(&self, compact: &'a str) -> &'a str {
        let mut body = compact;
        for prefix in self.prefixes.iter().chain([&self.stored_prefix]).filter(|prefix| !prefix.is_empty()) {
            if let Some(rest) = body.strip_prefix(prefix)
                && (self.shape(body).is_err() || self.shape(rest).is_ok())
            {
                body = rest;
                break;
            }
        }
        for suffix in self.suffixes {
            if let Some(rest) = body.strip_suffix(suffix)
                && !rest.is_empty()
            {
                body = rest;
                break;
            }
        }
        body
    }

    fn shape(&self, body: &str) -> Result<(), Fault> {
        if self.patterns.iter().any(|pattern| fits(pattern, body)) {
            return Ok(());
        }
        let length = body.chars().count();
        let has_length = self.patterns.iter().any(|pattern| pattern.chars().count() == length);
        Err(if has_length { Fault::Shape } else { Fault::Length })
    }

    /// The number with the check characters that would be right for the rest of it, and those characters.
    #[must_use]
    pub fn corrected(&self, body: &str) -> Option<(String, String)> {
        let chars: Vec<char> = body.chars().collect();
        let (at, count) = match self.check_at {
            CheckAt::Last(count) => (chars.len().checked_sub(count)?, count),
            CheckAt::LastSign => (chars.len().checked_sub(1)?, 1),
            CheckAt::Two(at) => (at, 2),
        };
        let tries: Vec<String> = match self.check_at {
            CheckAt::LastSign => ('0'..='9').chain('A'..='Z').map(String::from).collect(),
            _ => (0..10_usize.pow(u32::try_from(count).ok()?)).map(|value| format!("{value:0count$}")).collect(),
        };
        tries.into_iter().find_map(|right| {
            let tried: String =
                chars[..at].iter().copied().chain(right.chars()).chain(chars[at + count..].iter().copied()).collect();
            let is_right = self.shape(&tried).is_ok() && (self.part)(&tried) && (self.sum)(&tried);
            is_right.then_some((tried, right))
        })
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    let mut letters = text.chars();
    let all = pattern.chars().all(|want| {
        letters.next().is_some_and(|letter| match want {
            'd' => letter.is_ascii_digit(),
            'A' => letter.is_ascii_uppercase(),
            'X' => letter.is_ascii_uppercase() || letter.is_ascii_digit(),
            other => letter == other,
        })
    });
    all && letters.next().is_none()
}
