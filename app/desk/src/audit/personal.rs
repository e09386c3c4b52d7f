//! Which values of the log may name somebody: only these are ever erased.

use model::customers::Field;

/// What entries say beside fields that may name somebody: free text, or what quotes some.
pub(crate) const BESIDE_FIELDS: [&str; 4] = ["reason", "note", "refusal", "recipient"];

/// What entries about a member of staff say of them.
pub(crate) const OF_STAFF: [&str; 3] = ["name", "email", "address"];

/// What entries about others say of a member of staff: whose entries somebody looked for. It is an id, and was an e-mail.
pub(crate) const NAMES_STAFF: &str = "person";

/// Whether values of a field may have been erased; others never are.
#[must_use]
pub fn is_personal(field: &str) -> bool {
    Field::of_name(field).is_some_and(Field::is_personal)
        || BESIDE_FIELDS.contains(&field)
        || OF_STAFF.contains(&field)
        || field == NAMES_STAFF
}
