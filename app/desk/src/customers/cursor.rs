//! Where a page begins: a token in the URL that holds the order's value and the ID of a row.

use crate::error::Error;
use crate::folding::MAX_KEY_BYTES;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::customers::{ListQuery, Sort};
use sea_orm::Value;
use uuid::Uuid;

/// A row's place in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The order.
    pub sort: Sort,
    /// The name's order bytes.
    pub name: Vec<u8>,
    /// The last change.
    pub changed_us: i64,
    /// The row.
    pub id: Uuid,
}

/// Which rows of the order are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first.
    Start,
    /// Those after a row.
    After(Cursor),
    /// Those before a row.
    Before(Cursor),
}

impl Cursor {
    /// The token: one byte for the order, the ID, the order's value.
    #[must_use]
    pub fn token(&self) -> String {
        let mut bytes = vec![tag(self.sort)];
        bytes.extend(self.id.as_bytes());
        match self.sort {
            Sort::Name => bytes.extend(&self.name),
            Sort::Changed => bytes.extend(self.changed_us.to_be_bytes()),
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The order's value for a query.
    #[must_use]
    pub fn key(&self) -> Value {
        match self.sort {
            Sort::Name => self.name.clone().into(),
            Sort::Changed => self.changed_us.into(),
        }
    }

    fn of_token(token: &str, sort: Sort) -> Result<Self, Error> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::Malformed)?;
        let (id, key) = match bytes.split_first() {
            Some((first, rest)) if *first == tag(sort) && rest.len() >= 16 && rest.len() <= 16 + MAX_KEY_BYTES => {
                rest.split_at(16)
            }
            _ => return Err(Error::Malformed),
        };
        let id = Uuid::from_slice(id).map_err(|_| Error::Malformed)?;
        match sort {
            Sort::Name => Ok(Self { sort, name: key.to_vec(), changed_us: 0, id }),
            Sort::Changed => {
                let changed_us = i64::from_be_bytes(key.try_into().map_err(|_| Error::Malformed)?);
                Ok(Self { sort, name: Vec::new(), changed_us, id })
            }
        }
    }
}

impl Place {
    /// The place that a query names. Names are ordered by language, and a token of the other language would
    /// only begin somewhere else: nothing is wrong with that.
    ///
    /// # Errors
    /// `Malformed` if a token is none, or there are two.
    pub fn of(query: &ListQuery, sort: Sort) -> Result<Self, Error> {
        match (query.after.as_str(), query.before.as_str()) {
            ("", "") => Ok(Self::Start),
            (after, "") => Cursor::of_token(after, sort).map(Self::After),
            ("", before) => Cursor::of_token(before, sort).map(Self::Before),
            _ => Err(Error::Malformed),
        }
    }

    /// The row to begin from.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        match self {
            Self::Start => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }

    /// Whether rows are read against the order.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_))
    }
}

fn tag(sort: Sort) -> u8 {
    match sort {
        Sort::Name => 1,
        Sort::Changed => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_wrote() {
        for cursor in [
            Cursor { sort: Sort::Name, name: vec![1, 2, 3], changed_us: 0, id: Uuid::from_u128(7) },
            Cursor { sort: Sort::Changed, name: Vec::new(), changed_us: -5, id: Uuid::from_u128(7) },
        ] {
            assert_eq!(Cursor::of_token(&cursor.token(), cursor.sort), Ok(cursor));
        }
    }

    #[test]
    fn refuses_tokens_that_it_did_not_write() {
        let named = Cursor { sort: Sort::Name, name: vec![1], changed_us: 0, id: Uuid::nil() }.token();
        assert_eq!(Cursor::of_token(&named, Sort::Changed), Err(Error::Malformed));
        for token in ["", "x", "!!!!", "AQ", "Ag", &"A".repeat(9_000)] {
            assert_eq!(Cursor::of_token(token, Sort::Name), Err(Error::Malformed), "{token}");
        }
        let both = ListQuery { after: "AQ".into(), before: "AQ".into(), ..ListQuery::default() };
        assert_eq!(Place::of(&both, Sort::Name), Err(Error::Malformed));
    }
}
