//! `defter audit erase`: asked back before it is done, for it cannot be taken back.

use super::commands::failed;
use crate::failure::Failure;
use crate::router::system_clock;
use desk::customers::names;
use desk::database::Database;
use desk::erase::{Erased, erase_customer, erase_person};
use desk::error::Error;
use desk::people::can_sign_in;
use std::io::{BufRead, IsTerminal, Write};
use uuid::Uuid;

/// Erases what the log says of the people of a customer, or of somebody on the staff by their e-mail.
///
/// # Errors
/// A sentence: nobody is meant, or whoever asked does not mean it.
pub async fn erase(
    database: &Database,
    customer: Option<Uuid>,
    person: &str,
    is_meant: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let refused = |error: Error| match error {
        Error::NotFound => Failure::from("there is no such customer or person"),
        Error::Forbidden => Failure::from(
            "they can still sign in, and what they do would name them again; first: defter user disable --email …",
        ),
        error => failed(error),
    };
    if !is_meant {
        let whose = whose(database, customer, person).await.map_err(refused)?;
        ask_back(&whose)?;
    }
    let erased = match customer {
        Some(id) => erase_customer(database, id, system_clock()).await,
        None => erase_person(database, person, system_clock()).await,
    };
    let Erased { values, elsewhere, copies } = erased.map_err(refused)?;
    let values = values + elsewhere;
    writeln!(out, "erased {values} values of the log and {copies} copies; the chain was not touched")?;
    Ok(())
}

/// Whom it is about, so that whoever asks sees it before; refused as erasing would refuse it.
async fn whose(database: &Database, customer: Option<Uuid>, person: &str) -> Result<String, Error> {
    match customer {
        Some(id) => {
            let name = names(database, std::iter::once(id)).await?.remove(&id).ok_or(Error::NotFound)?;
            Ok(format!("the people of {name}"))
        }
        None if can_sign_in(database, person).await? => Err(Error::Forbidden),
        None => Ok(person.to_owned()),
    }
}

/// On a terminal whoever asks types `erase`; a program says `--yes`.
fn ask_back(whose: &str) -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() {
        return Err("it cannot be taken back: a program that means it says --yes".into());
    }
    write!(
        std::io::stderr(),
        "What the log says of {whose} is erased for good; it cannot be taken back.\nType erase to go on: "
    )?;
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed)?;
    if typed.trim() == "erase" { Ok(()) } else { Err("nothing was erased".into()) }
}
