//! Reading the list. Every question is bounded (decision 0017): an index finds candidates, of which so many are looked at and
//! sorted; or the index of the order is walked, so far and no further. Nothing is counted that is not read anyway.

use super::cursor::{Cursor, Place};
use super::entity::{Column, Entity};
use super::filter::{Filter, IS_ACTIVE, Part};
use super::found::Found;
use super::ordering::{Ordering, cursor, found};
use crate::database::Database;
use crate::error::Error;
use model::access::{Permit, SeeCustomers};
use model::customers::{Count, CustomerRow, CustomersPage, ListQuery, PAGE_ROWS, Reach, Sort};
use model::language::Language;
use model::limits::{FEW_ROWS, SOME_ROWS, WALKED_ROWS};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    TransactionTrait,
};
use uuid::Uuid;

/// How many customers there are, as the database's triggers keep it.
const ALL: &str = "(SELECT customers FROM customer_count WHERE id = 1)";

/// How many customers there are, and the last changed, the newest first.
///
/// # Errors
/// A database that fails.
pub async fn overview(
    _: &Permit<SeeCustomers>,
    database: &Database,
    rows: u64,
) -> Result<(u64, Vec<CustomerRow>), Error> {
    let found = Found::all(&changed(rows).into_query(), Sort::Changed, database.reader()).await?;
    let count = match found.first() {
        Some(first) => first.count,
        None => count(database).await?,
    };
    Ok((count, found.into_iter().map(|found| found.row).collect()))
}

/// The last changed customers. The 1 stands in the statement as it stands in the index `customers_changed`.
pub(super) fn changed(rows: u64) -> Select<Entity> {
    found(Expr::col(Column::UpdatedAtUs), ALL)
        .filter(Expr::col(Column::Version).gt(Expr::Constant(1.into())))
        .filter(Expr::cust(IS_ACTIVE))
        .order_by_desc(Column::UpdatedAtUs)
        .order_by_desc(Column::Id)
        .limit(rows)
}

async fn count(database: &Database) -> Result<u64, Error> {
    let query = Query::select().expr_as(Expr::cust(ALL), "found").take();
    number(&query, database.reader()).await
}

/// One page of the customers that a query asks for.
///
/// # Errors
/// `Malformed` if a filter or a token is none.
pub async fn list(
    permit: &Permit<SeeCustomers>,
    database: &Database,
    query: &ListQuery,
    language: Language,
) -> Result<CustomersPage, Error> {
    let sort = Sort::of_name(&query.sort).ok_or(Error::Malformed)?;
    let place = Place::of(query, sort)?;
    let ordering = Ordering::of(sort, place, language);
    let filter = Filter::of(query, database).await?;
    if database.backend() == DatabaseBackend::Sqlite || !filter.parts().contains(&Part::Words) {
        return match Candidates::of(&filter, database.reader()).await? {
            Some(candidates) => candidates.page(&filter, ordering, database.reader()).await,
            None => walk(&filter, ordering, database, permit.staff_id()).await,
        };
    }
    // `PostgreSQL` has to see the words: a plan kept for all of them reads the trigrams of a million rows for a word that
    // stands in each, where the first 2,000 rows of the table would do.
    let transaction = database.reader().begin().await?;
    transaction.execute_unprepared("SET LOCAL plan_cache_mode = force_custom_plan").await?;
    let page = match Candidates::of(&filter, &transaction).await? {
        Some(candidates) => candidates.page(&filter, ordering, &transaction).await?,
        None => walk(&filter, ordering, database, permit.staff_id()).await?,
    };
    transaction.commit().await?;
    Ok(page)
}

/// Customers whom the index of one part finds.
struct Candidates {
    part: Part,
    rows: u64,
    /// Whether there are more; `None` if the page itself will say so.
    are_more: Option<bool>,
}

impl Candidates {
    /// The candidates of a question; `None` if the order is to be walked.
    async fn of(filter: &Filter, connection: &impl ConnectionTrait) -> Result<Option<Self>, Error> {
        let parts = filter.parts();
        if let [part @ (Part::Id | Part::Words | Part::Removed)] = parts[..]
            && !filter.has_short_words()
        {
            return Ok(Some(Self { part, rows: FEW_ROWS + 1, are_more: None }));
        }
        let most = if parts.len() == 1 && !filter.has_short_words() { FEW_ROWS } else { SOME_ROWS };
        for part in parts.iter().copied() {
            let some = filter.candidates(part, connection.get_database_backend(), most + 1);
            let count =
                Query::select().expr_as(Expr::cust("COUNT(*)"), "found").from_subquery(some, "candidates").take();
            if number(&count, connection).await? <= most {
                return Ok(Some(Self { part, rows: most, are_more: Some(false) }));
            }
        }
        let part = parts.first().copied().filter(|part| matches!(part, Part::Id | Part::Words | Part::Removed));
        Ok(part.map(|part| Self { part, rows: SOME_ROWS, are_more: Some(true) }))
    }

    /// Sorts those candidates that meet the rest too.
    async fn page(
        self,
        filter: &Filter,
        ordering: Ordering,
        connection: &impl ConnectionTrait,
    ) -> Result<CustomersPage, Error> {
        let candidates = filter.candidates(self.part, connection.get_database_backend(), self.rows);
        let matches = found(Expr::col(ordering.column), "COUNT(*) OVER ()")
            .filter(Expr::cust("seq").in_subquery(candidates))
            .filter(filter.rest(Some(self.part)));
        let (key, id) = (Expr::cust("order_key"), Expr::cust("id"));
        let mut page = Query::select();
        page.column(Asterisk)
            .from_subquery(matches.into_query(), "matches")
            .order_by_expr(key.clone(), ordering.direction())
            .order_by_expr(id.clone(), ordering.direction())
            .limit(PAGE_ROWS as u64 + 1);
        if let Some(after) = ordering.after(key, id) {
            page.and_where(after);
        }
        let rows = Found::all(&page, ordering.sort, connection).await?;
        let found = rows.first().map(|first| first.count);
        let are_more = self.are_more.unwrap_or(found.is_some_and(|found| found > FEW_ROWS));
        let count = match (found, self.are_more) {
            (Some(_), None) if are_more => Count::MoreThan(FEW_ROWS),
            (Some(found), _) if !are_more => Count::Exactly(found),
            _ => Count::Unknown,
        };
        let reach = if are_more { Reach::Partial } else { Reach::Whole };
        Ok(ordering.page(rows, None, count, reach))
    }
}

/// Walks the index of the order: to the end if everybody is listed, or everybody of a country by name; else so far.
async fn walk(
    filter: &Filter,
    ordering: Ordering,
    database: &Database,
    staff_id: Uuid,
) -> Result<CustomersPage, Error> {
    let parts = filter.parts();
    // Only names have an index that begins with the country.
    let by_country = Some(Part::Country).filter(|part| ordering.sort == Sort::Name && parts.contains(part));
    let walked = if by_country.is_some() { filter.of_country() } else { Condition::all() };
    let is_bounded = filter.has_short_words() || parts.iter().any(|part| Some(*part) != by_country);
    let _turn = if is_bounded { Some(database.begin_scan(staff_id).await?) } else { None };
    let stop = if is_bounded { stop(&ordering, walked.clone(), database).await? } else { None };
    let mut page = found(Expr::col(ordering.column), ALL).filter(walked).filter(filter.rest(by_country));
    if let Some(stop) = &stop {
        page = page.filter(ordering.until(stop));
    }
    let page = ordering.placed(page).limit(PAGE_ROWS as u64 + 1).into_query();
    let rows = Found::all(&page, ordering.sort, database.reader()).await?;
    let count = match (parts.len(), filter.has_short_words(), rows.first()) {
        (0, false, Some(first)) => Count::Exactly(first.count),
        (0, false, None) => Count::Exactly(count(database).await?),
        // There were too many candidates, and all of them match.
        (1, false, _) => Count::MoreThan(FEW_ROWS),
        _ => Count::Unknown,
    };
    Ok(ordering.page(rows, stop, count, Reach::Whole))
}

/// Where a walk ends that nothing else bounds; `None` if the order ends before.
async fn stop(ordering: &Ordering, walked: Condition, database: &Database) -> Result<Option<Cursor>, Error> {
    let far =
        Entity::find().select_only().column(Column::Id).expr_as(Expr::col(ordering.column), "order_key").filter(walked);
    let far = ordering.placed(far).offset(WALKED_ROWS).limit(1).into_query();
    let far = database.reader().query_one(&far).await?;
    far.map(|far| cursor(ordering.sort, &far)).transpose()
}

async fn number(query: &SelectStatement, connection: &impl ConnectionTrait) -> Result<u64, Error> {
    let row = connection.query_one(query).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "found"))?;
    Ok(u64::try_from(found).unwrap_or_default())
}
