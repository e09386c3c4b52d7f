//! Each unit of work of a person's is tried once more as a whole: what is busy for a moment is done, once, and nobody is told.

use super::busy::fail_at;
use crate::changes::{let_in, post};
use crate::support::{
    Desk, Heard, MOVE_TO_BERLIN, NOW_US, TestResult, Tried, Who, lale_text, on_each_database, test_key,
};
use app::wire::Error;
use desk::changes::set_policy;
use desk::database::{Database, Limits};
use desk::settings::Policy;
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use std::sync::Arc;
use std::time::Duration;
use tracing::instrument::WithSubscriber;
use uuid::Uuid;

/// What the program says of a try that found the database busy.
const BUSY: &str = "the database did not do it";
const DRAFT: Uuid = Uuid::from_u128(77);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Submit,
    AskRegistry,
    KeepDraft,
    ForgetDraft,
    ChooseLanguage,
    SetPolicy,
    SignOut,
}

impl Unit {
    /// In an order in which each finds what it needs.
    const ALL: [Self; 7] = [
        Self::Submit,
        Self::AskRegistry,
        Self::KeepDraft,
        Self::ForgetDraft,
        Self::ChooseLanguage,
        Self::SetPolicy,
        Self::SignOut,
    ];

    /// What it does to which table.
    fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Submit => ("UPDATE", "customers"),
            Self::AskRegistry => ("INSERT", "registry_checks"),
            Self::KeepDraft => ("INSERT", "drafts"),
            Self::ForgetDraft => ("DELETE", "drafts"),
            Self::ChooseLanguage => ("UPDATE", "staff"),
            Self::SetPolicy => ("INSERT", "audit_entries"),
            Self::SignOut => ("DELETE", "sessions"),
        }
    }

    /// Does it behind the door, and answers why it was not done.
    async fn run(self, desk: &Desk) -> Tried<Option<Error>> {
        if self == Self::SetPolicy {
            let set = set_policy(&desk.fresh.database, "customers>3 review global_admin\n", NOW_US).await;
            return Ok(set.err().map(Error::from));
        }
        let mut context = let_in(desk, Who::SALES).await?;
        let (account, draft) = (format!("/customers/{}/account", Desk::lale()), DRAFT.to_string());
        let mut text = lale_text();
        for (field, value) in MOVE_TO_BERLIN {
            text.set(field, value);
        }
        let mut typed: Vec<(&str, &str)> =
            Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).collect();
        typed.extend([("reason", "moved"), ("draft", draft.as_str())]);
        let (path, form) = match self {
            Self::AskRegistry => (account, vec![("step", "ask_registry")]),
            Self::ChooseLanguage => ("/language".to_owned(), vec![("language", "tr"), ("next", "/")]),
            Self::SignOut => ("/sign-out".to_owned(), Vec::new()),
            Self::Submit => (account + "/update", [typed, vec![("version", "1"), ("step", "submit")]].concat()),
            Self::KeepDraft => (account + "/update", [typed, vec![("version", "2"), ("step", "edit")]].concat()),
            Self::ForgetDraft | Self::SetPolicy => {
                (account + "/update", vec![("version", "2"), ("step", "discard"), ("draft", draft.as_str())])
            }
        };
        if self == Self::AskRegistry {
            context.policy = Arc::new(Policy { asks_registries: true, ..Policy::default() });
        }
        post(&mut context, &path, form).await
    }

    /// What counts how often it was done, and how often that should be once it was.
    fn trace(self) -> (&'static str, i64) {
        match self {
            Self::Submit => ("SELECT COUNT(*) FROM audit_entries WHERE kind = 'customer.update'", 1),
            Self::AskRegistry => ("SELECT COUNT(*) FROM registry_checks", 1),
            Self::KeepDraft => ("SELECT COUNT(*) FROM drafts", 1),
            Self::ForgetDraft => ("SELECT COUNT(*) FROM drafts", 0),
            Self::ChooseLanguage => ("SELECT COUNT(*) FROM staff WHERE language = 'tr'", 1),
            Self::SetPolicy => ("SELECT COUNT(*) FROM audit_entries WHERE kind = 'policy.set'", 1),
            Self::SignOut => ("SELECT COUNT(*) FROM audit_entries WHERE kind = 'session.sign_out'", 1),
        }
    }
}

async fn count(desk: &Desk, sql: &str) -> Tried<i64> {
    let row = Statement::from_string(desk.fresh.database.backend(), sql);
    Ok(desk.fresh.database.reader().query_one_raw(row).await?.ok_or("nothing")?.try_get_by_index(0)?)
}

/// Does it while another program holds the lock until the first try has failed.
async fn while_locked(desk: &Desk, unit: Unit) -> Tried<Option<Error>> {
    let other = Database::open_within(&desk.fresh.url, test_key()?, Limits::None).await?;
    let held = other.begin_write().await.map_err(|error| format!("{error:?}"))?;
    let heard = Heard::default();
    let doing = unit.run(desk).with_subscriber(heard.here());
    let letting_go = async {
        heard.until(BUSY).await;
        held.rollback().await
    };
    let both = futures::future::join(doing, letting_go);
    let (done, let_go) = tokio::time::timeout(Duration::from_secs(20), both).await?;
    let_go.map_err(|error| format!("{error:?}"))?;
    assert_eq!(heard.count(BUSY), 1, "{unit:?}");
    done
}

on_each_database! {
    async fn whatever_finds_the_database_busy_is_done_at_the_second_try(desk: Desk) -> TestResult {
        let is_file = desk.fresh.database.backend() == DatabaseBackend::Sqlite;
        if is_file {
            // As long as people wait would be four seconds for each.
            desk.fresh.database.writer().execute_unprepared("PRAGMA busy_timeout = 700").await?;
        }
        for unit in Unit::ALL {
            let done = if is_file {
                while_locked(&desk, unit).await?
            } else {
                fail_at(&desk, unit.place(), "40P01", 1).await?;
                unit.run(&desk).await?
            };
            assert_eq!(done, None, "{unit:?}");
            let (sql, times) = unit.trace();
            assert_eq!(count(&desk, sql).await?, times, "{unit:?}");
        }
    }
}
