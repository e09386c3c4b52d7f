//! Staff from the command line: whoever runs it owns the database, so no role is asked for.

use crate::config::User;
use crate::router::system_clock;
use crate::serve::Failure;
use app::access::{Role, Roles};
use app::audit::Source;
use app::changes::ZoneOfPartner;
use app::database::Database;
use app::error::Error;
use app::fields::{Finding, Found, NEW_PASSWORD};
use app::language::{Language, Texts};
use app::people::{check_person, store};
use app::session::hash_password;
use app::ui::problem_sentence;
use std::io::{BufRead, Write};

/// Does what was asked about staff; writes lists to `out`, reads passwords from `input`.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn keep(
    database: &Database,
    user: User,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let source = Source::program(system_clock());
    match user {
        User::Add { email, name, roles } => {
            let roles: Vec<Role> = roles
                .iter()
                .map(|role| Role::of_name(role).ok_or_else(|| format!("there is no role {role}")))
                .collect::<Result<_, _>>()?;
            let person = check_person(&name, &email, &Roles::of(&roles)).map_err(|errors| sentence(&errors.into()))?;
            let password = password(input)?;
            store::insert(database, &person, &password, false, source).await.map_err(|error| sentence(&error))?;
            writeln!(out, "added {}", person.email)?;
        }
        User::List => {
            for person in store::everybody(database).await.map_err(|error| sentence(&error))? {
                let state = if person.is_disabled { "disabled" } else { "active" };
                writeln!(out, "{}\t{}\t{}\t{state}", person.email, person.name, person.roles.names())?;
            }
        }
        User::Disable { email } => {
            store::disable_by_email(database, &email, source).await.map_err(|error| sentence(&error))?;
            writeln!(out, "disabled {email}")?;
        }
        User::SetPassword { email } => {
            let hash = hash_password(password(input)?).await.map_err(|error| sentence(&error))?;
            store::set_password_by_email(database, &email, hash, source).await.map_err(|error| sentence(&error))?;
            writeln!(out, "the password of {email} is set")?;
        }
    }
    Ok(())
}

/// Sets the partner's time zone.
///
/// # Errors
/// A sentence if there is no such zone.
pub async fn set_time_zone(database: &Database, zone: &str, out: &mut impl Write) -> Result<(), Failure> {
    if ZoneOfPartner::of_name(zone).is_none() {
        return Err(format!("there is no time zone {zone}; they are named like Europe/Istanbul").into());
    }
    app::partner::set_time_zone(database, zone).await.map_err(|error| sentence(&error))?;
    crate::audit::note_command(database, &format!("partner --time-zone {zone}")).await?;
    writeln!(out, "dates of changes are given in {zone}; servers that run take it up when they start")?;
    Ok(())
}

/// The first line, checked as the form checks it.
fn password(input: &mut impl BufRead) -> Result<String, Failure> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    match NEW_PASSWORD.parse(line.trim_end_matches(['\r', '\n'])) {
        Ok(Some(password)) => Ok(password),
        Ok(None) => Err("standard input holds no password".into()),
        Err(problem) => {
            let finding = Found::block(problem).at("password");
            Err(format!("the password: {}", problem_sentence(&finding, english())).into())
        }
    }
}

fn english() -> Texts {
    Texts { language: Language::English }
}

fn sentence(error: &Error) -> String {
    match error {
        Error::Invalid(errors) => {
            let line = |finding: &Finding| format!("{}: {}", finding.path, problem_sentence(finding, english()));
            errors.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Error::NotFound => "nobody has this e-mail".to_owned(),
        other => app::ui::error_sentence(other, english()),
    }
}
