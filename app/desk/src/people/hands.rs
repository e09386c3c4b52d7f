//! Who could be one person under several names: whoever made a colleague lately, or holds the keys to one.

use super::entity::Model;
use super::present::Present;
use super::rows::holding;
use crate::audit::entity::entries;
use crate::database::WriteTransaction;
use crate::error::Error;
use model::audit::Kind;
use model::limits::DEPENDENT_US;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

/// Somebody, everybody who is in their hands, and everybody in whose hands they are: over any number of steps, within the
/// last week. Two colleagues of one maker are not in each other's hands (`docs/change-policy.md`).
///
/// # Errors
/// A database that fails.
pub async fn hands_of(database: &impl ConnectionTrait, person: Uuid, now_us: i64) -> Result<Vec<Uuid>, Error> {
    let edges = made_lately(now_us).column(entries::Column::ActorId).column(entries::Column::SubjectId);
    Ok(among(person, &edges.into_tuple::<(Uuid, Uuid)>().all(database).await?))
}

/// Who somebody is now, and what is asked of them beside it.
#[derive(Debug)]
pub struct Author<'t> {
    /// Who they are, if they can still sign in.
    pub present: Present<'t>,
    /// Whether nobody is in their hands, nor they in anybody's: so it is with nearly everybody.
    pub is_alone: bool,
    /// What was counted.
    pub count: i64,
}

/// Holds somebody as [`Present::hold`] does, and asks for their hands and a number of theirs in the same question:
/// every submit waits for it. `counting` answers one number. Where this waits for somebody who changes the person's row,
/// `PostgreSQL` answers who they are after it, and the rest as it was before it.
///
/// # Errors
/// A database that fails.
pub async fn hold_with_hands(
    transaction: &WriteTransaction,
    person: Uuid,
    now_us: i64,
    counting: SelectStatement,
) -> Result<Author<'_>, Error> {
    let either = [Expr::col(entries::Column::ActorId), Expr::col(entries::Column::SubjectId)];
    let dependent = made_lately(now_us).expr(Expr::Constant(1.into())).filter(Expr::val(person).is_in(either));
    let rows = holding(transaction, &[person])
        .expr_as(Expr::exists(dependent.into_query()), "is_dependent")
        .expr_as(Expr::SubQuery(None, Box::new(counting.into())), "count");
    let Some(row) = transaction.query_one_raw(rows.build(transaction.get_database_backend())).await? else {
        return Ok(Author { present: Present::of(transaction, None), is_alone: true, count: 0 });
    };
    let is_alone = !row.try_get::<bool>("", "is_dependent")?;
    let present = Present::of(transaction, [Model::from_query_result(&row, "")?]);
    Ok(Author { present, is_alone, count: row.try_get("", "count")? })
}

/// The entries of the last week that tell of makers and made; what the program itself made is nobody's. The kinds stand in
/// the statement as they stand in the index `audit_entries_of_hands`: neither database uses it otherwise.
pub(crate) fn made_lately(now_us: i64) -> Select<entries::Entity> {
    let kinds = [Kind::PersonAdd, Kind::PersonPassword, Kind::PersonUpdate];
    entries::Entity::find()
        .select_only()
        .filter(Expr::col(entries::Column::Kind).is_in(kinds.map(|kind| Expr::Constant(kind.name().into()))))
        .filter(entries::Column::AtUs.gt(now_us - DEPENDENT_US))
        .filter(entries::Column::ActorId.ne(Uuid::nil()))
}

/// The same among makers and made. What the program itself did is nobody's.
fn among(person: Uuid, edges: &[(Uuid, Uuid)]) -> Vec<Uuid> {
    let down: Vec<(Uuid, Uuid)> = edges.iter().copied().filter(|(maker, _)| !maker.is_nil()).collect();
    let up: Vec<(Uuid, Uuid)> = down.iter().map(|(maker, made)| (*made, *maker)).collect();
    let mut all = reach(person, &down);
    all.extend(reach(person, &up).into_iter().filter(|other| *other != person));
    all.sort_unstable();
    all.dedup();
    all
}

/// Everybody whom one comes to from somebody, themself included.
fn reach(person: Uuid, steps: &[(Uuid, Uuid)]) -> Vec<Uuid> {
    let mut found = vec![person];
    let mut at = 0;
    while let Some(here) = found.get(at).copied() {
        for (_, next) in steps.iter().filter(|(from, _)| *from == here) {
            if !found.contains(next) {
                found.push(*next);
            }
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_and_made_are_in_each_others_hands_over_any_number_of_steps() {
        let id = Uuid::from_u128;
        let edges = [(id(1), id(2)), (id(2), id(3)), (id(1), id(4)), (Uuid::nil(), id(5)), (id(3), id(3))];
        assert_eq!(among(id(1), &edges), [1, 2, 3, 4].map(id));
        assert_eq!(among(id(3), &edges), [1, 2, 3].map(id));
        // Two of one maker are two people; the command line makes nobody its own.
        assert_eq!(among(id(4), &edges), [1, 4].map(id));
        assert_eq!(among(id(5), &edges), [id(5)]);
    }
}
