//! The Middle East but for Turkey. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{luhn, number};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("il_hp", "IL", "מספר חברה", "516179157", &["ddddddddd"])
        .place(Place::Both)
        .part(|text| text.starts_with('5'))
        .sum(luhn, LAST),
    Kind::new("il_idnr", "IL", "עוסק מורשה", "039337423", &["ddddddddd"])
        .padded(9)
        .part(|text| number(text) > 0)
        .sum(luhn, LAST),
    Kind::new("sa_vat", "SA", "الرقم الضريبي", "300000000000003", &["3ddddddddddddd3"]),
    Kind::new("sa_cr", "SA", "رقم السجل التجاري", "1010000001", &["dddddddddd"]).place(Place::Registration),
    Kind::new("ae_trn", "AE", "TRN", "100000000000003", &["1dddddddddddddd"]).place(Place::Both),
    Kind::new("bh_vat", "BH", "VAT account number", "200000000000002", &["ddddddddddddddd"]),
    Kind::new("om_vat", "OM", "VATIN", "OM1100000000", &["OMdddddddddd"])
        .left_out("OM", "")
        .part(|text| number(&text[2..]) > 0),
    Kind::new("iq_tin", "IQ", "الرقم الضريبي", "123456789", &["ddddddddd", "dddddddddd"]).place(Place::Both),
];
