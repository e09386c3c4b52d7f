//! What narrows the list: read from the URL once, then said to the database in two ways. As a part that an index finds
//! candidates by, and as a condition that is held against each row and must not tempt the database to another index.

use super::entity::{Column, Entity};
use crate::database::Database;
use crate::error::Error;
use crate::folding::fold;
use model::countries;
use model::customers::{ListQuery, PermissionFilter, Standing};
use model::field_errors::FieldErrors;
use model::fields::Problem;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    Statement,
};
use uuid::Uuid;

/// A trigram index finds nothing shorter.
const MIN_INDEXED_CHARS: usize = 3;

/// A part of a question that an index answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An ID, or the beginning of one.
    Id,
    /// Words of three letters or more.
    Words,
    /// The country.
    Country,
    /// What may be bought.
    Permission,
    /// Those who were removed.
    Removed,
}

/// How a customer stands, for a condition that is held against each row.
const STANDING: &str = "COALESCE(standing, '')";
/// Whether one is there. As it stands: no index holds it, and `PostgreSQL` must know that nearly all are, or it sorts the table.
pub(super) const IS_ACTIVE: &str = "standing = 'active'";
/// Those who are not, as their index has them.
const NOT_ACTIVE: &str = "SELECT seq FROM customers WHERE standing <> 'active'";

/// Everything that narrows the list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    ids: Option<(Uuid, Uuid)>,
    long_words: Vec<String>,
    short_words: Vec<String>,
    country: Option<&'static str>,
    permission: Option<PermissionFilter>,
    /// How they stand; however they stand where it is not said.
    standing: Option<Standing>,
    /// `SQLite`'s table of words is not there: what it would find is read row by row, as `PostgreSQL` does without its index.
    is_without_words: bool,
}

impl Filter {
    /// Reads a query. An ID, or the beginning of one, is found as such first; what is none is words.
    ///
    /// # Errors
    /// `Malformed` if a filter is none; whatever the database answers.
    pub async fn of(query: &ListQuery, database: &Database) -> Result<Self, Error> {
        let mut filter = Self::default();
        if !query.country.is_empty() {
            filter.country = Some(countries::country(&query.country).ok_or(Error::Malformed)?.code);
        }
        if !query.permission.is_empty() {
            filter.permission = Some(PermissionFilter::of_name(&query.permission).ok_or(Error::Malformed)?);
        }
        filter.standing = match query.standing.as_str() {
            "" => Some(Standing::Active),
            name if name == Standing::Removed.name() => Some(Standing::Removed),
            _ => return Err(Error::Malformed),
        };
        let words = query.words().map_err(|problem| match problem {
            Problem::TooLong { .. } => FieldErrors::one("search", problem).into(),
            _ => Error::Malformed,
        })?;
        if let Some(range) = id_range(&words)
            && is_of_somebody(range, database).await?
        {
            filter.ids = Some(range);
            return Ok(filter);
        }
        let folded = fold(&words);
        // Nothing but quotes: of them no name has any once it is folded.
        let folded = if folded.trim().is_empty() { words } else { folded };
        let words = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned);
        (filter.long_words, filter.short_words) = words.partition(|word| word.chars().count() >= MIN_INDEXED_CHARS);
        filter.is_without_words = !filter.long_words.is_empty() && !has_words(database).await?;
        Ok(filter)
    }

    /// A run of folded words as it stands; none where an index finds nothing so short.
    pub fn of_phrase(phrase: String) -> Option<Self> {
        (phrase.chars().count() >= MIN_INDEXED_CHARS).then(|| Self { long_words: vec![phrase], ..Self::default() })
    }

    /// Those who stand so, wherever they are.
    #[cfg(test)]
    pub fn of_standing(standing: Standing, country: Option<&'static str>) -> Self {
        Self { standing: Some(standing), country, ..Self::default() }
    }

    /// The parts that are asked for, those that mostly find the fewest first.
    pub fn parts(&self) -> Vec<Part> {
        [
            (Part::Id, self.ids.is_some()),
            (Part::Words, !self.long_words.is_empty()),
            (Part::Removed, self.standing == Some(Standing::Removed)),
            (Part::Country, self.country.is_some()),
            (Part::Permission, self.permission.is_some()),
        ]
        .into_iter()
        .filter_map(|(part, is_asked)| is_asked.then_some(part))
        .collect()
    }

    /// Whether there are words that no index knows.
    pub fn has_short_words(&self) -> bool {
        !self.short_words.is_empty()
    }

    /// The `seq` of the first customers that a part finds by its index.
    pub fn candidates(&self, part: Part, backend: DatabaseBackend, rows: u64) -> SelectStatement {
        if part == Part::Words && backend == DatabaseBackend::Sqlite && !self.is_without_words {
            let phrase: Vec<String> =
                self.long_words.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
            let mut found = Query::select();
            found
                .expr_as(Expr::cust("rowid"), "seq")
                .from("customers_search")
                .and_where(Expr::cust_with_values("customers_search MATCH ?", [phrase.join(" AND ")]));
            if self.standing == Some(Standing::Active) {
                found.and_where(Expr::cust(format!("rowid NOT IN ({NOT_ACTIVE})")));
            }
            return found.limit(rows).take();
        }
        let mut found = Entity::find().select_only().expr_as(Expr::cust("seq"), "seq");
        // Without them, or fewer would be shown than are counted; found by their index, which holds no others.
        if self.standing == Some(Standing::Active) {
            found = found.filter(match backend {
                DatabaseBackend::Sqlite => Expr::cust(format!("seq NOT IN ({NOT_ACTIVE})")),
                _ => Expr::cust(IS_ACTIVE),
            });
        }
        for condition in self.of_part(part) {
            found = found.filter(condition);
        }
        found.limit(rows).into_query()
    }

    /// The conditions of a part as the indexes stand: whoever says them wants the index.
    fn of_part(&self, part: Part) -> Vec<SimpleExpr> {
        match part {
            Part::Id => self.ids.iter().map(|(first, last)| Column::Id.between(*first, *last)).collect(),
            Part::Words => self.long_words.iter().map(|word| contains(Expr::col(Column::SearchText), word)).collect(),
            Part::Country => self.country.iter().map(|code| Column::CompanyCountry.eq(*code)).collect(),
            Part::Removed => vec![Expr::cust("standing = 'removed' AND standing <> 'active'")],
            Part::Permission => self.permissions().iter().map(|&(column, _, is_given)| column.eq(is_given)).collect(),
        }
    }

    /// Everything but one part, to be held against each row. `COALESCE` of what is never NULL changes nothing but the plan:
    /// no index is found for it.
    pub fn rest(&self, found_by: Option<Part>) -> Condition {
        let mut rest = Condition::all();
        if let Some(standing) = self.standing.filter(|_| found_by != Some(Part::Removed)) {
            rest = rest.add(match standing {
                Standing::Active => Expr::cust(IS_ACTIVE),
                standing => Expr::cust(STANDING).eq(standing.name()),
            });
        }
        let words = self.long_words.iter().filter(|_| found_by != Some(Part::Words)).chain(&self.short_words);
        for word in words {
            rest = rest.add(contains(Expr::cust("COALESCE(search_text, '')"), word));
        }
        if let Some(code) = self.country.filter(|_| found_by != Some(Part::Country)) {
            rest = rest.add(Expr::cust("COALESCE(company_country, '')").eq(code));
        }
        if found_by != Some(Part::Permission) {
            for &(_, plain, is_given) in self.permissions() {
                rest = rest.add(Expr::cust(plain).eq(is_given));
            }
        }
        if found_by != Some(Part::Id) {
            rest = self.of_part(Part::Id).into_iter().fold(rest, Condition::add);
        }
        rest
    }

    /// The condition of the country by itself, for the index that begins with it.
    pub fn of_country(&self) -> Condition {
        self.of_part(Part::Country).into_iter().fold(Condition::all(), Condition::add)
    }

    fn permissions(&self) -> &'static [(Column, &'static str, bool)] {
        const RESERVATIONS: &str = "COALESCE(may_buy_reservations, FALSE)";
        const SAVINGS_PLANS: &str = "COALESCE(may_buy_savings_plans, FALSE)";
        match self.permission {
            None => &[],
            Some(PermissionFilter::Reservations) => &[(Column::MayBuyReservations, RESERVATIONS, true)],
            Some(PermissionFilter::SavingsPlans) => &[(Column::MayBuySavingsPlans, SAVINGS_PLANS, true)],
            Some(PermissionFilter::None) => {
                &[(Column::MayBuyReservations, RESERVATIONS, false), (Column::MayBuySavingsPlans, SAVINGS_PLANS, false)]
            }
        }
    }
}

/// Whether the words of customers can be looked up: a start that could not build their table went on without it.
async fn has_words(database: &Database) -> Result<bool, Error> {
    if database.backend() != DatabaseBackend::Sqlite {
        return Ok(true);
    }
    let sql = "SELECT 1 AS one FROM sqlite_master WHERE name = 'customers_search'";
    let statement = Statement::from_string(database.backend(), sql);
    Ok(database.reader().query_one_raw(statement).await?.is_some())
}

async fn is_of_somebody((first, last): (Uuid, Uuid), database: &Database) -> Result<bool, Error> {
    let of_id = Entity::find().filter(Column::Id.between(first, last)).select_only().column(Column::Id);
    Ok(of_id.into_tuple::<Uuid>().one(database.reader()).await?.is_some())
}

fn contains(text: SimpleExpr, word: &str) -> SimpleExpr {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    text.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
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
