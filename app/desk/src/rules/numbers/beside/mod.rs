//! Numbers that offices give beside the usual ones of a country: to sole traders and natural persons, to those who are not
//! seated there, to charities, to those who deduct tax. All of them stand on invoices.

mod americas;
mod asia;
mod europe;
mod european_union;
mod germany;
mod italy;

use super::kind::Kind;

/// The kinds, by country.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    european_union::KINDS
        .iter()
        .chain(germany::KINDS)
        .chain(italy::KINDS)
        .chain(europe::KINDS)
        .chain(americas::KINDS)
        .chain(asia::KINDS)
}
