//! Serving: migrate, refuse what is unsafe, listen, end when told to.

use crate::audit::{keep_sending_heads, keep_signing};
use crate::changes::keep_landing;
use crate::config::Serve;
use crate::failure::Failure;
use crate::forgetting::keep_forgetting;
use crate::listening::{Patience, listen};
use crate::mails::{Post, keep_sending};
use crate::policy::of_partner;
use crate::registry::{Vies, ViesSettings, keep_asking};
use crate::router::router;
use crate::seed::DEMO_PASSWORD;
use crate::setup::say_setup_link;
use crate::start_note::StartNote;
use crate::state::ServerState;
use crate::working::keep_working;
use desk::audit::adopt_history;
use desk::customers::{refold_search, repair_search};
use desk::database::{Database, Wait};
use desk::partner::find_partner;
use desk::people::everybody;
use desk::rules::emails::EmailPolicy;
use desk::settings::Policy;
use desk::time_zone::ZoneOfPartner;
use migrations::Standing;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// VIES asks the member state in turn, which takes its time.
pub(crate) const VIES_PATIENCE: Duration = Duration::from_secs(30);
/// How long the end of the program waits for an answer that is under way.
const GOODBYE: Duration = Duration::from_secs(5);

/// Brings a database up to date, its search index too, and answers how many migrations it ran itself. Takes as long as it takes:
/// no connection with limits is given here.
///
/// # Errors
/// A sentence if the database is newer than this program.
pub async fn migrate(database: &Database) -> Result<usize, Failure> {
    let mut ran = 0;
    if pending(database).await? > 0 {
        // Before the migrations: whoever is killed in between does it again, as they are still to come.
        if migrations::has_customers(database.writer()).await? {
            let folded = refold_search(database).await;
            let folded =
                folded.map_err(|_| "what customers are found by cannot be made anew; the program's log says why")?;
            tracing::info!(customers = folded, "what customers are found by was made anew");
        }
        ran = migrations::up(database.writer()).await?;
    }
    match repair_search(database).await {
        Ok(true) => {
            tracing::warn!("the search index was missing, as after a seed that was cut short: it has been built again");
        }
        Ok(false) => {}
        Err(_) => tracing::error!(
            "the search index is missing and cannot be built: searching reads every customer, or finds none, until `defter \
             migrate` has built it; everything else works"
        ),
    }
    adopt(database).await?;
    Ok(ran)
}

/// Refuses a database that this program would have to migrate: who only reads changes nothing under a running server.
///
/// # Errors
/// What to run first.
pub async fn require_current(database: &Database) -> Result<(), Failure> {
    match pending(database).await? {
        0 => Ok(()),
        pending => Err(format!(
            "this database is of an older Defter, {pending} migrations behind; keep a backup, then bring it up to date with \
             `defter migrate` (or `defter serve`) and try again"
        )
        .into()),
    }
}

/// How many migrations a database lacks.
async fn pending(database: &Database) -> Result<usize, Failure> {
    match migrations::standing(database.writer()).await? {
        Standing::Known { pending } => Ok(pending),
        Standing::Newer(name) => Err(format!(
            "this database was made by a newer Defter (it has the migration {name}); use that version, or a backup from before it"
        )
        .into()),
    }
}

/// Takes what was changed before there was a log into the log.
async fn adopt(database: &Database) -> Result<(), Failure> {
    match adopt_history(database).await {
        Ok(0) => Ok(()),
        Ok(moved) => {
            tracing::info!(moved, "changes from before the log stand in the log now");
            Ok(())
        }
        Err(_) => Err("the history cannot be taken into the log; the program's log says why".into()),
    }
}

/// Serves a database that is up to date until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence if it cannot or should not serve.
pub async fn serve(database: Database, settings: &Serve) -> Result<(), Failure> {
    if let Some(seen_by_others) = settings.seen_by_others()
        && !settings.allow_demo
    {
        refuse_demo(&database, &seen_by_others).await?;
    }
    let clock = settings.clock()?;
    let mut state = ServerState::new(database, clock, settings.is_https());
    state.trusts_proxy = settings.trust_proxy;
    state.origin.clone_from(&settings.public_url);
    let post = post(settings)?;
    if settings.head_mail.is_some() && post.is_none() {
        return Err("the setting --head-mail needs --smtp-url or --mail-folder, or nobody sends the mail".into());
    }
    let policy = Policy {
        emails: EmailPolicy { blocked: settings.blocked_email_domains.clone(), ..EmailPolicy::default() },
        asks_registries: settings.vies,
        time_zone: ZoneOfPartner::of_name("UTC", clock.now_us()).unwrap_or_default(),
        tells_contacts: post.is_some(),
        ..Policy::default()
    };
    let partner = find_partner(&state.database).await.map_err(|_| "the partner cannot be read; the log says why")?;
    if let Some(partner) = partner {
        // Each request reads it anew: here only who starts the server hears what is wrong.
        of_partner(policy.clone(), &partner, clock.now_us())?;
    }
    state.policy = Arc::new(policy);
    let (vies, database, clock) = (vies(settings)?, state.database.clone(), state.clock);
    let (workers, events) = (state.clone(), state.events.clone());
    let has_room = has_room(&state.database).await;
    warn_of_crashes(&state.database).await;
    let app = router(state, settings.public_url.as_deref());
    tokio::task::spawn_blocking(desk::rules::warm_up);
    let listener = tokio::net::TcpListener::bind(settings.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", settings.listen))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    // Not before the server listens: a second one that finds the port taken must not take questions with it.
    let in_force = workers.in_force.now(&database, &workers.policy, clock.now_us(), true);
    let in_force = database.within(Wait::Read, in_force).await;
    let in_force = in_force.map_err(|_| "the change policy in force cannot be read: defter policy set --file …")?;
    let note = StartNote::of(&database, settings, &in_force.changes, clock)?;
    let (end, ends) = watch::channel(false);
    let mut working = JoinSet::new();
    let noted = note.write().await;
    match noted {
        // Who is signed in can read meanwhile.
        Err(_) if !has_room => {
            let until = ends.clone();
            let write = move || note.clone().keep_writing(until.clone());
            working.spawn(keep_working("start", end.subscribe(), write));
        }
        noted => noted?,
    }
    say_setup_link(&database, settings, address, clock).await;
    if let Some(vies) = vies {
        let (database, ends) = (database.clone(), ends.clone());
        let ask = move || keep_asking(database.clone(), vies.clone(), clock, ends.clone());
        working.spawn(keep_working("registries", end.subscribe(), ask));
    }
    if let Some(post) = post.clone() {
        let (database, ends) = (database.clone(), ends.clone());
        let send = move || keep_sending(database.clone(), post.clone(), clock, ends.clone());
        working.spawn(keep_working("mails", end.subscribe(), send));
    }
    let (forgetful, until) = (database.clone(), ends.clone());
    let forget = move || keep_forgetting(forgetful.clone(), clock, until.clone());
    working.spawn(keep_working("tries", end.subscribe(), forget));
    let landing = ends.clone();
    working.spawn(keep_working("changes", end.subscribe(), move || keep_landing(workers.clone(), landing.clone())));
    let heads = settings.heads();
    let (signed, hears) = watch::channel(None);
    let (signer, until) = (database.clone(), ends.clone());
    let sign = move || keep_signing(signer.clone(), clock, signed.clone(), until.clone());
    working.spawn(keep_working("signing", end.subscribe(), sign));
    let send = move || keep_sending_heads(database.clone(), heads.clone(), post.clone(), hears.clone(), ends.clone());
    working.spawn(keep_working("heads", end.subscribe(), send));
    let told = async {
        told_to_end().await;
        // Streams would hold the server open for as long as it waits for what is under way.
        events.end();
    };
    listen(listener, app, Patience::default(), told).await;
    let _ = end.send(true);
    // What is not done by then is done by whoever serves next.
    let _ = tokio::time::timeout(GOODBYE, working.join_all()).await;
    tracing::info!("ended");
    Ok(())
}

/// Whether as much can be stored as the largest submit needs; says what to do where it cannot.
async fn has_room(database: &Database) -> bool {
    let tried = database.within(Wait::Write, async { Ok::<_, desk::error::Error>(database.can_store().await) });
    // Of a database that is away something else is said.
    let has_room = tried.await.unwrap_or(true);
    if !has_room {
        tracing::warn!(
            "there is no room for what people submit: this server shows everything, and answers each submit with 503 until there is; \
             make room where the database is, and nothing needs a restart"
        );
    }
    has_room
}

/// Says which settings of the database's server let a crash of its machine lose what people were told is stored.
async fn warn_of_crashes(database: &Database) {
    // Of a database that is away something else is said.
    let off = database.within(Wait::Read, database.lost_in_a_crash()).await.unwrap_or_default();
    if !off.is_empty() {
        tracing::warn!(
            off = off.join(", "),
            "PostgreSQL is set so that a crash of its machine may lose or damage what was acknowledged: set them on and restart it"
        );
    }
}

/// Whoever takes mails, as the settings say, if anybody does.
fn post(settings: &Serve) -> Result<Option<Post>, Failure> {
    let from = settings.mail_from.as_deref().unwrap_or("Defter <defter@localhost.localdomain>");
    let post = match (&settings.smtp_url, &settings.mail_folder) {
        (Some(url), _) => Some(Post::smtp(url, from)),
        (None, Some(folder)) => Some(Post::folder(folder, from)),
        (None, None) => None,
    };
    post.transpose().map_err(Failure::from)
}

/// VIES as the settings say, if it is to be asked at all.
fn vies(settings: &Serve) -> Result<Option<Vies>, Failure> {
    let vies = settings.vies.then(|| {
        Vies::new(ViesSettings {
            url: settings.vies_url.clone(),
            requester: settings.vies_requester.clone(),
            patience: VIES_PATIENCE,
        })
    });
    Ok(vies.transpose()?)
}

/// Refuses to be seen by others while anybody can look up how to sign in.
async fn refuse_demo(database: &Database, seen_by_others: &str) -> Result<(), Failure> {
    for person in everybody(database).await.map_err(|_| "the staff cannot be read")? {
        if person.is_disabled || !person.email.ends_with("@demo.example") {
            continue;
        }
        let hash = desk::people::find_by_email(database, &person.email)
            .await
            .map_err(|_| "the staff cannot be read")?
            .password_hash;
        if desk::passwords::check_password(DEMO_PASSWORD.to_owned(), Some(hash)).await.unwrap_or(true) {
            return Err(format!(
                "{} still has the demo password, which everybody can look up, and {seen_by_others}: set other passwords (defter user \
                 set-password --email …), or take that setting back, or say --allow-demo where others are meant to see the demo",
                person.email
            )
            .into());
        }
    }
    Ok(())
}

async fn told_to_end() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
