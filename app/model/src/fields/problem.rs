//! What a check finds: a code, how grave it is, and what helps. Never a sentence: findings cross the wire, and the text
//! is chosen where a person reads it.

use serde::{Deserialize, Serialize};

/// Why a text is not a value, or is seldom one. `docs/rules.md` says of each what it means and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given where something must stand.
    Missing,
    /// More characters than `max_chars`.
    TooLong {
        /// The most that is allowed.
        max_chars: usize,
    },
    /// Fewer characters than `min_chars`.
    TooShort {
        /// The fewest that are allowed.
        min_chars: usize,
    },
    /// No character, or one that every program draws in its own way. What nobody sees is taken away.
    ForbiddenCharacter,
    /// Several addresses, where one is wanted.
    SeveralValues,
    /// Not an e-mail address.
    NotAnEmail,
    /// A slip of a well-known host (`gmial.com`), or of the customer's own; the hint is what was meant.
    EmailSlip,
    /// An e-mail at the partner's own domain.
    EmailOfPartner,
    /// An e-mail at a domain that this partner does not take.
    EmailBlocked,
    /// Not a domain name.
    NotADomain,
    /// Not a telephone number; the hint is a right one of the country.
    NotAPhone,
    /// A telephone number that no operator has there, or that two numbers can be; the hint is a right one.
    PhoneUnusual,
    /// Words or digits around a telephone number that are no part of it, and left out; the hint is those.
    PhoneLeftOut,
    /// Two telephone numbers in one field; the hint is the first.
    PhoneTwoNumbers,
    /// A letter where a telephone number has a zero; the hint is the number with it.
    PhoneLetter,
    /// A word for an extension without a number that can be one; the hint is the number without it.
    PhoneExtension,
    /// Not a postal code there; the hint is the one with its lost zeros, or a right one of the country.
    NotAPostalCode,
    /// A postal code of another subdivision; the hint is which.
    PostalCodeElsewhere,
    /// A part that addresses of the country do not have.
    UnexpectedPart,
    /// No such subdivision in the country; the hint is one, or the one that the postal code names.
    UnknownSubdivision,
    /// A subdivision's name that several have; the hint is which.
    AmbiguousSubdivision,
    /// A subdivision was left out and the postal code names it; the hint is which.
    SubdivisionFilledIn,
    /// Not a number of a register or tax office: other signs than letters, digits and separators.
    NotANumber,
    /// Too many or too few characters for the country's numbers; the hint names one and shows it.
    NumberLength,
    /// A letter where the country's number has a digit, or the other way about; the hint names it and shows one.
    NumberShape,
    /// The number does not begin with what all of its kind begin with; the hint is that, or several with commas.
    NumberBeginning,
    /// The number does not end with what all of its kind end with; the hint is that, or several with commas.
    NumberEnding,
    /// Zeros at the beginning, or what the tax office adds, are left out; the hint is the whole number.
    NumberIncomplete,
    /// A part of the number that means something means nothing; the hint names it and shows one.
    NumberPart,
    /// The check characters are wrong; the hint is what they should be.
    CheckDigit,
    /// The check characters do not fit, and the office has given such numbers; the hint is the number's name.
    CheckDigitUnkept,
    /// A number that nothing tells from a slip in another kind; the hint is the name of the kind it would be.
    NumberUnchecked,
    /// Another number of the holder behind the tax number, which is left out; the hint is that one.
    NumberLeftOut,
    /// A number whose typed name is another kind's; the hint is the name of the kind that it is.
    NumberOtherKind,
    /// A right number of another country or of the European Union; the hint is where it is of, and its name.
    ForeignNumber,
    /// A number that the tax office prescribes where the buyer has none.
    PlaceholderNumber,
    /// A name of one character, or of symbols only.
    NotAName,
    /// A legal form standing alone ("Ltd").
    LoneLegalForm,
    /// A name that ends like an internet address ("acme.com").
    NameDomainEnding,
    /// A name of one character again and again ("999").
    NameOneCharacter,
    /// A name of single characters with spaces between them ("1 2 3").
    NameSingleCharacters,
    /// A text that a program has spoilt: a spreadsheet's error, HTML, another encoding.
    Garbled,
    /// No such country; the hint is one with a name like it.
    UnknownCountry,
    /// A name or code that is not the country's own and means one (`UK`, `Germany`); the hint is its code.
    CountryAlias,
    /// No such language.
    UnknownLanguage,
    /// A language that is not spoken in the country.
    UnusualLanguage,
    /// No such currency.
    UnknownCurrency,
    /// A currency that is not the country's.
    UnusualCurrency,
    /// Invoices go to a country other than the company's.
    CountriesDiffer,
    /// The billing e-mail moved to another host, as in invoice fraud.
    EmailMoved,
    /// Invoices change their currency.
    CurrencyChanged,
    /// Not one of the choices.
    UnknownChoice,
    /// No customer has this domain, name or id; or several have the name.
    UnknownCustomer,
    /// A day before the first.
    BeforeTheFirst,
    /// The policy of changes says that this is never changed.
    NeverChanged,
    /// Not a date and a time.
    NotATime,
    /// A time that the clocks leave out that day.
    NoSuchTime,
    /// A time that has passed.
    InThePast,
    /// A time years ahead.
    TooFarAhead,
    /// A warning is overridden without saying why.
    ReasonMissing,
    /// Somebody has it already.
    Taken,
    /// Another customer has it, or nearly; the hint is who.
    AlreadyThere,
    /// Not the name that was to be typed to show that it is meant.
    NotThisName,
    /// A colleague is called so, or nearly so.
    NameTaken,
    /// A person's name that is a number, a date or marks.
    NotAPersonsName,
    /// Not the present password.
    WrongPassword,
    /// The new password is the old one.
    SamePassword,
    /// The two passwords differ.
    PasswordsDiffer,
    /// A password that is tried before others.
    GuessablePassword,
}

impl Problem {
    /// The code, as programs read it.
    #[must_use]
    pub fn code(self) -> String {
        // The name that serde gives it: one definition.
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(code)) => code,
            Ok(serde_json::Value::Object(object)) => object.keys().next().cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Can be saved with a reason.
    Warn,
    /// Cannot be saved.
    Block,
}

/// What was found, before it is known in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub problem: Problem,
    /// How grave it is.
    pub severity: Severity,
    /// What helps: a right sample, the check digit, the province. Empty where nothing does.
    pub hint: String,
}

/// What was found and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of the field.
    pub path: String,
    /// What.
    pub problem: Problem,
    /// How grave it is.
    pub severity: Severity,
    /// What helps: a right sample, the check digit, the province. Empty where nothing does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

impl Found {
    /// Something that cannot be saved.
    #[must_use]
    pub const fn block(problem: Problem) -> Self {
        Self { problem, severity: Severity::Block, hint: String::new() }
    }

    /// Something that is saved with a reason.
    #[must_use]
    pub const fn warn(problem: Problem) -> Self {
        Self { problem, severity: Severity::Warn, hint: String::new() }
    }

    /// Something good to know.
    #[must_use]
    pub const fn info(problem: Problem) -> Self {
        Self { problem, severity: Severity::Info, hint: String::new() }
    }

    /// With what helps.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// At a field.
    #[must_use]
    pub fn at(self, path: &str) -> Finding {
        Finding { path: path.to_owned(), problem: self.problem, severity: self.severity, hint: self.hint }
    }
}
