//! What whoever sets an installation up says of themself and of the partner, held against the rules.

use crate::partner::PartnerChange;
use crate::passwords::is_guessable;
use crate::time_zone::ZoneOfPartner;
use model::access::{Role, Roles};
use model::countries::country;
use model::field_errors::FieldErrors;
use model::fields::{NEW_PASSWORD, ORGANIZATION_NAME, Problem};
use model::language::Language;
use model::people::{CheckedPerson, check_person};
use model::setup::KnownPartner;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Answers<'a> {
    /// Their name.
    pub name: &'a str,
    /// What they will sign in with.
    pub email: &'a str,
    /// Their password.
    pub password: &'a str,
    /// The same once more.
    pub repeated: &'a str,
    /// The language of their pages.
    pub language: Language,
    /// The partner's name.
    pub partner_name: &'a str,
    /// The partner's country, ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The partner's time zone (IANA).
    pub time_zone: &'a str,
}

/// The same, right.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub person: CheckedPerson,
    pub language: Language,
    pub partner: PartnerChange,
}

impl Answers<'_> {
    /// Checks everything, but for what is known of the partner already, which is not asked.
    ///
    /// # Errors
    /// Every problem, each at its field.
    pub(super) fn check(&self, known: &KnownPartner) -> Result<Checked, FieldErrors> {
        let person = check_person(self.name, self.email, &Roles::of(&[Role::GlobalAdmin]));
        let mut errors = person.as_ref().err().cloned().unwrap_or_default();
        if let Err(problem) = self.check_password() {
            errors.note("new_password", problem);
        } else if self.repeated != self.password {
            errors.note("repeated_password", Problem::PasswordsDiffer);
        }
        let mut asked = |field: &str, known: &str, parsed: Result<Option<String>, Problem>| {
            if !known.is_empty() {
                return None;
            }
            parsed.and_then(|text| text.ok_or(Problem::Missing)).map_err(|problem| errors.note(field, problem)).ok()
        };
        let partner = PartnerChange {
            name: asked("partner_name", &known.name, ORGANIZATION_NAME.parse(self.partner_name)),
            domain: None,
            country: asked("country", &known.country, self.check_country()),
            time_zone: asked("time_zone", &known.time_zone, self.check_zone()),
        };
        errors.finish()?;
        Ok(Checked { person: person?, language: self.language, partner })
    }

    fn check_password(&self) -> Result<(), Problem> {
        let password = NEW_PASSWORD.parse(self.password)?.ok_or(Problem::Missing)?;
        let own = [self.email, self.name, self.partner_name];
        if is_guessable(&password, &own) { Err(Problem::GuessablePassword) } else { Ok(()) }
    }

    fn check_country(&self) -> Result<Option<String>, Problem> {
        match self.country {
            "" => Ok(None),
            code if country(code).is_some() => Ok(Some(code.to_owned())),
            _ => Err(Problem::UnknownCountry),
        }
    }

    fn check_zone(&self) -> Result<Option<String>, Problem> {
        match self.time_zone {
            "" => Ok(None),
            name if ZoneOfPartner::is_name(name) => Ok(Some(name.to_owned())),
            _ => Err(Problem::UnknownChoice),
        }
    }
}
