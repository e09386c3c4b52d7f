//! Staff from the command line: whoever runs it owns the database, so no role is asked for.

use crate::config::User;
use crate::failure::Failure;
use crate::router::system_clock;
use app::texts::Texts;
use app::words::problem_sentence;
use desk::audit::Source;
use desk::database::Database;
use desk::error::Error;
use desk::passwords::{hash_password, is_guessable};
use desk::people::{change, everybody, store};
use model::access::{Role, Roles};
use model::fields::{Finding, Found, NEW_PASSWORD, Problem};
use model::language::Language;
use model::people::check_person;
use std::io::{BufRead, IsTerminal, Write};

/// Does what was asked about staff; writes lists to `out`.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn keep(database: &Database, user: User, out: &mut impl Write) -> Result<(), Failure> {
    let source = Source::program(system_clock());
    match user {
        User::Add { email, name, roles } => {
            let roles: Vec<Role> = roles
                .iter()
                .map(|role| {
                    Role::of_name(role).ok_or_else(|| {
                        let known = Role::ALL.map(Role::name).join(", ");
                        format!("there is no role {role}; there are {known}")
                    })
                })
                .collect::<Result<_, _>>()?;
            let person = check_person(&name, &email, &Roles::of(&roles)).map_err(|errors| sentence(&errors.into()))?;
            let password = password(&[&person.email, &person.name])?;
            store::insert(database, &person, &password, false, source).await.map_err(|error| sentence(&error))?;
            writeln!(out, "added {}", person.email)?;
        }
        User::List => {
            for person in everybody(database).await.map_err(|error| sentence(&error))? {
                let state = if person.is_disabled { "disabled" } else { "active" };
                writeln!(out, "{}\t{}\t{}\t{state}", person.email, person.name, person.roles.names())?;
            }
        }
        User::Disable { email } => {
            change::disable_by_email(database, &email, source).await.map_err(|error| sentence(&error))?;
            writeln!(out, "disabled {email}")?;
        }
        User::SetPassword { email } => {
            let hash = hash_password(password(&[&email])?).await.map_err(|error| sentence(&error))?;
            desk::people::set_password_by_email(database, &email, hash, source)
                .await
                .map_err(|error| sentence(&error))?;
            writeln!(out, "the password of {email} is set")?;
        }
    }
    Ok(())
}

/// Asked for without showing it on a terminal, or the first line of standard input; checked as the form checks it,
/// against what belongs to the person too.
fn password(own: &[&str]) -> Result<String, Failure> {
    let typed = if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("Once more: ")? != first {
            return Err("the two are not the same".into());
        }
        first
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    let parsed = NEW_PASSWORD.parse(&typed).and_then(|password| match password {
        Some(password) if is_guessable(&password, own) => Err(Problem::GuessablePassword),
        other => Ok(other),
    });
    match parsed {
        Ok(Some(password)) => Ok(password),
        Ok(None) => Err("standard input holds no password".into()),
        Err(problem) => {
            let finding = Found::block(problem).at("password");
            Err(format!("the password: {}", problem_sentence(&finding, english())).into())
        }
    }
}

/// The language of the command line.
pub(crate) fn english() -> Texts {
    Texts { language: Language::English }
}

/// An error of the store, for whoever runs a command.
pub(crate) fn sentence(error: &Error) -> String {
    match error {
        Error::Invalid(errors) => {
            let line = |finding: &Finding| format!("{}: {}", finding.path, problem_sentence(finding, english()));
            errors.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Error::NotFound => "nobody has this e-mail".to_owned(),
        other => app::ui::error_sentence(&other.clone().into(), english()),
    }
}
