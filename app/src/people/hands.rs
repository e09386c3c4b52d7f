//! Who could be one person under several names: whoever made a colleague lately, or holds the keys to one.

use crate::audit::Kind;
use crate::error::Error;
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// So long somebody whom a colleague made, or gave roles or a password, is no second person beside them, in microseconds: a
/// week.
const DEPENDENT_US: i64 = 7 * 86_400 * 1_000_000;

/// Somebody, everybody who is in their hands, and everybody in whose hands they are: over any number of steps, within the
/// last week. Two colleagues of one maker are not in each other's hands (`docs/change-policy.md`).
///
/// # Errors
/// A database that fails.
pub async fn hands_of(database: &impl ConnectionTrait, person: Uuid, now_us: i64) -> Result<Vec<Uuid>, Error> {
    let sql = edges_sql("");
    let parts = vec![(now_us - DEPENDENT_US).into(), Uuid::nil().into()];
    let (edges, _) = asked(database, &sql, parts).await?;
    Ok(among(person, &edges))
}

/// The same, with a number of that person's that is asked for in the same question: every submit waits for it.
/// `counting` is a SELECT of one number, whose places begin with `$3` for the person.
///
/// # Errors
/// A database that fails.
pub async fn hands_and_count(
    database: &impl ConnectionTrait,
    person: Uuid,
    now_us: i64,
    counting: &str,
    more: &[Value],
) -> Result<(Vec<Uuid>, i64), Error> {
    let sql = edges_sql(&format!(" UNION ALL SELECT $3, $3, ({counting})"));
    let mut parts = vec![(now_us - DEPENDENT_US).into(), Uuid::nil().into(), person.into()];
    parts.extend(more.iter().cloned());
    let (edges, count) = asked(database, &sql, parts).await?;
    Ok((among(person, &edges), count))
}

/// Makers and whom they made, within a week; and something more.
fn edges_sql(more: &str) -> String {
    // The kinds stand in the statement as they stand in the index: neither database uses it otherwise. What the program
    // itself made is nobody's.
    let kinds = [Kind::PersonAdd, Kind::PersonPassword, Kind::PersonUpdate].map(|kind| format!("'{}'", kind.name()));
    format!(
        "SELECT actor_id, subject_id, CAST(-1 AS BIGINT) FROM audit_entries
         WHERE kind IN ({}) AND at_us > $1 AND actor_id <> $2{more}",
        kinds.join(", ")
    )
}

/// The edges, and the number if one was asked for.
async fn asked(
    database: &impl ConnectionTrait,
    sql: &str,
    parts: Vec<Value>,
) -> Result<(Vec<(Uuid, Uuid)>, i64), Error> {
    let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, parts);
    let (mut edges, mut number) = (Vec::new(), 0);
    for row in database.query_all_raw(statement).await? {
        let (maker, made, count): (Uuid, Uuid, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if count < 0 {
            edges.push((maker, made));
        } else {
            number = count;
        }
    }
    Ok((edges, number))
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
