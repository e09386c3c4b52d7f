//! Reading the list. Everything is bounded: no question walks the whole table unless a single short word asks it to.

use super::cursor::{Cursor, Place};
use super::entity::{Column, Entity};
use super::list::{Count, CustomerRow, CustomersPage, ListQuery, PAGE_ROWS, PermissionFilter, Sort};
use super::order::fold;
use crate::access::{Permit, SeeCustomers};
use crate::countries;
use crate::database::Database;
use crate::error::Error;
use crate::fields::Problem;
use crate::form::FieldErrors;
use crate::language::Language;
use sea_orm::sea_query::{Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Statement,
};
use uuid::Uuid;

/// Up to so many matches are sorted; more are met often enough by walking the index of the order.
const FEW_ROWS: u64 = 2_000;
/// A trigram index finds nothing shorter.
const MIN_INDEXED_CHARS: usize = 3;

/// How many customers there are.
pub async fn count(_: &Permit<SeeCustomers>, database: &Database) -> Result<u64, Error> {
    Ok(Entity::find().count(database.reader()).await?)
}

/// The last changed customers, the newest first.
pub async fn recent(_: &Permit<SeeCustomers>, database: &Database, rows: u64) -> Result<Vec<CustomerRow>, Error> {
    let query = Entity::find()
        .filter(Column::Version.gt(1))
        .order_by_desc(Column::UpdatedAtUs)
        .order_by_desc(Column::Id)
        .limit(rows);
    Ok(query.into_model::<CustomerRow>().all(database.reader()).await?)
}

/// One page of the customers that a query asks for.
///
/// # Errors
/// `Malformed` if a filter or a token is none.
pub async fn list(
    _: &Permit<SeeCustomers>,
    database: &Database,
    query: &ListQuery,
    language: Language,
) -> Result<CustomersPage, Error> {
    let sort = Sort::of_name(&query.sort).ok_or(Error::Malformed)?;
    let place = Place::of(query, sort)?;
    let filter = Filter::of(query, database).await?;
    let is_sqlite = database.backend() == DatabaseBackend::Sqlite;
    let count = filter.count(database).await?;
    let sorts_few = is_sqlite && filter.is_narrow && matches!(count, Count::Exactly(_));

    let order_column = order_column(sort, language);
    // The plus sign keeps SQLite from walking the index of the order when sorting a few matches is quicker.
    let order = if sorts_few { Expr::cust(format!("+{}", column_name(order_column))) } else { Expr::col(order_column) };
    let is_ascending = (sort == Sort::Name) != place.is_backwards();
    let direction = if is_ascending { Order::Asc } else { Order::Desc };
    let mut select = Entity::find()
        .filter(filter.condition.clone())
        .order_by(order, direction.clone())
        .order_by(Column::Id, direction);
    if let Some(cursor) = place.cursor() {
        let row = Expr::tuple([Expr::col(order_column), Expr::col(Column::Id)]);
        let from = Expr::tuple([cursor.key().into(), Expr::val(cursor.id)]);
        select = select.filter(if is_ascending { row.gt(from) } else { row.lt(from) });
    }
    let wanted = PAGE_ROWS as u64 + 1;
    let select = select.select_only().columns(ROW).column_as(order_column, "order_key").limit(wanted);
    let _turn = if filter.is_scan { Some(database.begin_scan().await?) } else { None };
    let mut rows = Ordered::rows(sort, select, database).await?;
    let is_more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    if place.is_backwards() {
        rows.reverse();
    }
    Ok(page(rows, &place, is_more, count))
}

const ROW: [Column; 10] = [
    Column::Id,
    Column::CompanyName,
    Column::Domain,
    Column::CompanyCountry,
    Column::ContactFirstName,
    Column::ContactLastName,
    Column::BillingEmail,
    Column::MayBuyReservations,
    Column::MayBuySavingsPlans,
    Column::UpdatedAtUs,
];

/// A row with the place it has in the order.
struct Ordered {
    row: CustomerRow,
    cursor: Cursor,
}

impl Ordered {
    async fn rows(sort: Sort, select: sea_orm::Select<Entity>, database: &Database) -> Result<Vec<Self>, Error> {
        let statement = select.build(database.backend());
        let found = database.reader().query_all_raw(statement).await?;
        let mut rows = Vec::with_capacity(found.len());
        for result in found {
            let row = <CustomerRow as sea_orm::FromQueryResult>::from_query_result(&result, "")?;
            let cursor = match sort {
                Sort::Name => Cursor { sort, name: result.try_get("", "order_key")?, changed_us: 0, id: row.id },
                Sort::Changed => Cursor { sort, name: Vec::new(), changed_us: row.updated_at_us, id: row.id },
            };
            rows.push(Self { row, cursor });
        }
        Ok(rows)
    }
}

fn page(rows: Vec<Ordered>, place: &Place, is_more: bool, count: Count) -> CustomersPage {
    let has_next = if place.is_backwards() { true } else { is_more };
    let has_previous = if place.is_backwards() { is_more } else { place.cursor().is_some() };
    let next = rows.last().filter(|_| has_next).map(|last| last.cursor.token());
    let previous = rows.first().filter(|_| has_previous).map(|first| first.cursor.token());
    CustomersPage { rows: rows.into_iter().map(|ordered| ordered.row).collect(), next, previous, count }
}

fn order_column(sort: Sort, language: Language) -> Column {
    match (sort, language) {
        (Sort::Changed, _) => Column::UpdatedAtUs,
        (Sort::Name, Language::English) => Column::NameOrderEn,
        (Sort::Name, Language::Turkish) => Column::NameOrderTr,
    }
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::NameOrderEn => "name_order_en",
        Column::NameOrderTr => "name_order_tr",
        _ => "updated_at_us",
    }
}

/// What narrows the list.
struct Filter {
    condition: Condition,
    /// Whether anything does.
    is_narrow: bool,
    /// Whether no index helps: a single short word may read the whole table.
    is_scan: bool,
    /// Whether matches can be counted without reading the whole table.
    is_countable: bool,
}

impl Filter {
    async fn of(query: &ListQuery, database: &Database) -> Result<Self, Error> {
        let mut filter =
            Self { condition: Condition::all(), is_narrow: query.is_narrowed(), is_scan: false, is_countable: true };
        if !query.country.is_empty() {
            let country = countries::country(&query.country).ok_or(Error::Malformed)?;
            filter.add(Column::CompanyCountry.eq(country.code));
        }
        if !query.permission.is_empty() {
            let permission = PermissionFilter::of_name(&query.permission).ok_or(Error::Malformed)?;
            filter.add(match permission {
                PermissionFilter::Reservations => Column::MayBuyReservations.eq(true),
                PermissionFilter::SavingsPlans => Column::MayBuySavingsPlans.eq(true),
                PermissionFilter::None => {
                    Column::MayBuyReservations.eq(false).and(Column::MayBuySavingsPlans.eq(false))
                }
            });
            filter.is_countable = !query.country.is_empty() || permission != PermissionFilter::None;
        }
        let words = query.words().map_err(|problem| match problem {
            Problem::TooLong { .. } => FieldErrors::one("search", problem).into(),
            _ => Error::Malformed,
        })?;
        if !words.is_empty() {
            filter.add_words(&words, database).await?;
        }
        Ok(filter)
    }

    fn add(&mut self, condition: SimpleExpr) {
        self.condition = std::mem::replace(&mut self.condition, Condition::all()).add(condition);
    }

    /// Words must all stand somewhere in name, domain or e-mail; an ID, or the beginning of one, is found as such first.
    async fn add_words(&mut self, words: &str, database: &Database) -> Result<(), Error> {
        if let Some((first, last)) = id_range(words) {
            let of_id = Column::Id.between(first, last);
            if Entity::find()
                .filter(of_id.clone())
                .select_only()
                .column(Column::Id)
                .into_tuple::<Uuid>()
                .one(database.reader())
                .await?
                .is_some()
            {
                self.add(of_id);
                return Ok(());
            }
        }
        let folded = fold(words);
        let (long, short): (Vec<&str>, Vec<&str>) = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .partition(|word| word.chars().count() >= MIN_INDEXED_CHARS);
        self.is_countable &= !long.is_empty();
        self.is_scan = long.is_empty();
        let is_sqlite = database.backend() == DatabaseBackend::Sqlite;
        if is_sqlite && !long.is_empty() {
            let phrase =
                long.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect::<Vec<_>>().join(" AND ");
            if is_few(&phrase, database).await? {
                self.add(Expr::cust_with_values(
                    "seq IN (SELECT rowid FROM customers_search WHERE customers_search MATCH ?)",
                    [phrase],
                ));
            } else {
                self.is_countable = false;
                for word in long {
                    self.add(contains(word));
                }
            }
        } else {
            for word in long {
                self.add(contains(word));
            }
        }
        for word in short {
            self.add(contains(word));
        }
        Ok(())
    }

    async fn count(&self, database: &Database) -> Result<Count, Error> {
        if !self.is_narrow {
            return Ok(Count::Exactly(Entity::find().count(database.reader()).await?));
        }
        if !self.is_countable {
            return Ok(Count::Unknown);
        }
        let some = Entity::find()
            .select_only()
            .expr_as(Expr::val(1), "one")
            .filter(self.condition.clone())
            .limit(FEW_ROWS + 1);
        let found = counted(some.into_query(), database).await?;
        Ok(if found > FEW_ROWS { Count::MoreThan(FEW_ROWS) } else { Count::Exactly(found) })
    }
}

async fn counted(some: sea_orm::sea_query::SelectStatement, database: &Database) -> Result<u64, Error> {
    let query =
        sea_orm::sea_query::Query::select().expr_as(Expr::cust("COUNT(*)"), "found").from_subquery(some, "some").take();
    let row = database.reader().query_one(&query).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "found"))?;
    Ok(u64::try_from(found).unwrap_or_default())
}

/// Whether the trigram index finds few enough rows to sort them.
async fn is_few(phrase: &str, database: &Database) -> Result<bool, Error> {
    let sql = "SELECT COUNT(*) AS found FROM (SELECT 1 FROM customers_search WHERE customers_search MATCH ? LIMIT ?)";
    let values = [phrase.into(), (FEW_ROWS + 1).into()];
    let row =
        database.reader().query_one_raw(Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, values)).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "found"))?;
    Ok(u64::try_from(found).unwrap_or_default() <= FEW_ROWS)
}

fn contains(word: &str) -> SimpleExpr {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Expr::col(Column::SearchText).like(sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// The first and the last ID that begin with what was typed; eight digits are the least, fewer are found in too many names.
fn id_range(typed: &str) -> Option<(Uuid, Uuid)> {
    let digits: String = typed.chars().filter(|letter| *letter != '-').collect();
    if !(8..=32).contains(&digits.len()) || !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let parse = |fill: char| Uuid::try_parse(&format!("{digits}{}", fill.to_string().repeat(32 - digits.len()))).ok();
    Some((parse('0')?, parse('f')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_beginning_of_an_id_for_all_that_begin_so() {
        let range = id_range("0195d3a2-11").map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(
            range,
            Some(("0195d3a2-1100-0000-0000-000000000000".into(), "0195d3a2-11ff-ffff-ffff-ffffffffffff".into()))
        );
        assert_eq!(id_range("0195d3a"), None);
        assert_eq!(id_range("contoso-ltd"), None);
    }
}
