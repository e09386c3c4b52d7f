//! The order of the list as statements say it, and the rows that come back with their places in it.

use super::cursor::{Cursor, Place};
use super::entity::{Column, Entity};
use super::found::Found;
use crate::error::Error;
use model::customers::{Count, CustomersPage, PAGE_ROWS, Reach, Sort};
use model::language::Language;
use sea_orm::sea_query::{Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, Select};

/// The order of a list, and where in it the page begins.
pub struct Ordering {
    /// The order.
    pub sort: Sort,
    /// Its column.
    pub column: Column,
    is_ascending: bool,
    place: Place,
}

impl Ordering {
    /// The order of a list in a language, from a place on.
    pub fn of(sort: Sort, place: Place, language: Language) -> Self {
        let is_ascending = (sort == Sort::Name) != place.is_backwards();
        Self { sort, column: order_column(sort, language), is_ascending, place }
    }

    /// The direction that rows are read in.
    pub fn direction(&self) -> Order {
        if self.is_ascending { Order::Asc } else { Order::Desc }
    }

    /// Whether a row, by its order's value and its ID, comes after the one where the page begins.
    pub fn after(&self, key: SimpleExpr, id: SimpleExpr) -> Option<SimpleExpr> {
        let from = self.place.cursor()?;
        let (row, from) = (Expr::tuple([key, id]), Expr::tuple([from.key().into(), Expr::val(from.id)]));
        Some(if self.is_ascending { row.gt(from) } else { row.lt(from) })
    }

    /// Whether a row of the table comes no later than another.
    pub fn until(&self, last: &Cursor) -> SimpleExpr {
        let row = Expr::tuple([Expr::col(self.column), Expr::col(Column::Id)]);
        let last = Expr::tuple([last.key().into(), Expr::val(last.id)]);
        if self.is_ascending { row.lte(last) } else { row.gte(last) }
    }

    /// The rows in their order from where the page begins.
    pub fn placed(&self, select: Select<Entity>) -> Select<Entity> {
        let select = select.order_by(Expr::col(self.column), self.direction()).order_by(Column::Id, self.direction());
        match self.after(Expr::col(self.column), Expr::col(Column::Id)) {
            Some(after) => select.filter(after),
            None => select,
        }
    }

    /// The page of what was found. Where the walk stopped before the page was full, the next one goes on from there.
    pub fn page(self, mut rows: Vec<Found>, stopped: Option<Cursor>, count: Count, reach: Reach) -> CustomersPage {
        let is_more = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        let stopped = stopped.filter(|_| !is_more).map(|stopped| stopped.token());
        let reach = if stopped.is_some() { Reach::Paused } else { reach };
        let token = |found: &Found| found.place.token();
        let last = rows.last().filter(|_| is_more).map(token).or(stopped);
        let first = rows.first().map(token);
        let (next, previous) = if self.place.is_backwards() {
            (first, last)
        } else {
            (last, first.filter(|_| self.place.cursor().is_some()))
        };
        let is_whole = self.place.cursor().is_none() && next.is_none() && reach == Reach::Whole;
        let count = match count {
            Count::Unknown if is_whole => Count::Exactly(rows.len() as u64),
            // A full page that is not alone: there is one more customer at least.
            Count::Unknown if rows.len() == PAGE_ROWS && reach == Reach::Whole => Count::MoreThan(PAGE_ROWS as u64),
            known => known,
        };
        if self.place.is_backwards() {
            rows.reverse();
        }
        CustomersPage { rows: rows.into_iter().map(|found| found.row).collect(), next, previous, count, reach }
    }
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

/// Rows with their order's value, and with a number that every row of an answer says alike.
pub fn found(key: SimpleExpr, number: &'static str) -> Select<Entity> {
    Entity::find().select_only().columns(ROW).expr_as(key, "order_key").expr_as(Expr::cust(number), "found")
}

/// The place of a row that says its ID and its order's value.
pub fn cursor(sort: Sort, result: &QueryResult) -> Result<Cursor, Error> {
    let id = result.try_get("", "id")?;
    Ok(match sort {
        Sort::Name => Cursor { sort, name: result.try_get("", "order_key")?, changed_us: 0, id },
        Sort::Changed => Cursor { sort, name: Vec::new(), changed_us: result.try_get("", "order_key")?, id },
    })
}

fn order_column(sort: Sort, language: Language) -> Column {
    match (sort, language) {
        (Sort::Changed, _) => Column::UpdatedAtUs,
        (Sort::Name, Language::English) => Column::NameOrderEn,
        (Sort::Name, Language::Turkish) => Column::NameOrderTr,
    }
}
