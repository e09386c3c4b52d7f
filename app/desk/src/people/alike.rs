//! Names and e-mail addresses that look like another's: whoever reads one in the log, or beside a change, takes it for the
//! other.

use super::entity::{Column, Entity};
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::folding::fold;
use model::field_errors::FieldErrors;
use model::fields::Problem;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Letters of other alphabets that look like a Latin one in small print (Unicode, UTS 39, confusables).
const LOOKS_LIKE: &[(&str, char)] = &[
    ("аα", 'a'),
    ("вβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еє", 'e'),
    ("ɡ", 'g'),
    ("һ", 'h'),
    ("іιɩ", 'i'),
    ("ј", 'j'),
    ("кκ", 'k'),
    ("ӏ", 'l'),
    ("мμ", 'm'),
    ("п", 'n'),
    ("оοօ", 'o'),
    ("рρ", 'p'),
    ("ԛ", 'q'),
    ("г", 'r'),
    ("ѕ", 's'),
    ("тτ", 't'),
    ("υս", 'u'),
    ("νѵ", 'v'),
    ("ԝω", 'w'),
    ("хχ", 'x'),
    ("уүγ", 'y'),
];

/// What people see of an address: small letters without marks, each as the Latin one that it looks like.
#[must_use]
pub(super) fn skeleton(email: &str) -> String {
    let latin =
        |letter: char| LOOKS_LIKE.iter().find(|(alike, _)| alike.contains(letter)).map_or(letter, |(_, latin)| *latin);
    fold(email).chars().map(latin).collect()
}

/// Refuses a name that looks like a colleague's: whoever decides about a change goes by the name beside it.
///
/// # Errors
/// `Invalid`.
pub async fn refuse_a_colleagues_name(transaction: &WriteTransaction, own: Uuid, name: &str) -> Result<(), Error> {
    let active = Entity::find().filter(Column::IsDisabled.eq(false)).filter(Column::Id.ne(own));
    let names = active.select_only().column(Column::Name).into_tuple::<String>().all(transaction).await?;
    let wanted = skeleton(name);
    if names.iter().any(|other| skeleton(other) == wanted) {
        return Err(FieldErrors::one("name", Problem::NameTaken).into());
    }
    Ok(())
}

/// Whether somebody else's e-mail looks like this one. Staff are few: all are compared.
///
/// # Errors
/// Whatever the database answers.
pub(super) async fn is_like_another(transaction: &WriteTransaction, own: Uuid, email: &str) -> Result<bool, Error> {
    let others = Entity::find().filter(Column::Id.ne(own));
    let emails = others.select_only().column(Column::Email).into_tuple::<String>().all(transaction).await?;
    let wanted = skeleton(email);
    Ok(emails.iter().any(|other| skeleton(other) == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_look_alike_are_one() {
        for alike in
            ["global.admın@p.example", "Global.Admin@p.example", "glоbal.аdmin@p.example", "ɡlobal.ádmin@p.example"]
        {
            assert_eq!(skeleton(alike), skeleton("global.admin@p.example"), "{alike}");
        }
        for other in ["globaladmin@p.example", "global.admin1@p.example", "global.admin@q.example"] {
            assert_ne!(skeleton(other), skeleton("global.admin@p.example"), "{other}");
        }
    }
}
