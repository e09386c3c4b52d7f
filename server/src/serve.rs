//! Serving: migrate, refuse what is unsafe, listen, end when told to.

use crate::config::Serve;
use crate::listening::{Patience, listen};
use crate::registry::{Vies, ViesSettings, keep_asking};
use crate::router::{ServerState, router, system_clock};
use crate::seed::DEMO_PASSWORD;
use app::customers::repair_search;
use app::database::Database;
use app::partner::find_partner;
use app::people::store::everybody;
use app::rules::Policy;
use app::rules::emails::EmailPolicy;
use migrations::{Migrator, MigratorTrait, Standing};
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// VIES asks the member state in turn, which takes its time.
const VIES_PATIENCE: Duration = Duration::from_secs(30);
/// How long the end of the program waits for an answer that is under way.
const GOODBYE: Duration = Duration::from_secs(5);

/// Why the program ends with an error, for whoever started it.
pub type Failure = Box<dyn StdError + Send + Sync>;

/// Brings a database up to date.
///
/// # Errors
/// A sentence if the database is newer than this program.
pub async fn migrate(database: &Database) -> Result<usize, Failure> {
    match migrations::standing(database.writer()).await? {
        Standing::Newer(name) => Err(format!(
            "this database was made by a newer Defter (it has the migration {name}); use that version, or a backup from before it"
        ).into()),
        Standing::Known { pending: 0 } => {
            if repair_search(database).await.map_err(|_| "the search index cannot be built; the log says why")? {
                tracing::warn!("a seed was cut short: the search index has been built again");
            }
            Ok(0)
        }
        Standing::Known { pending } => {
            Migrator::up(database.writer(), None).await?;
            Ok(pending)
        }
    }
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence if it cannot or should not serve.
pub async fn serve(database: Database, settings: &Serve) -> Result<(), Failure> {
    migrate(&database).await?;
    if (!settings.listen.ip().is_loopback() || settings.is_public()) && !settings.allow_demo {
        refuse_demo(&database).await?;
    }
    let mut state = ServerState::new(database, system_clock, settings.is_https());
    state.trusts_proxy = settings.trust_proxy;
    let partner = find_partner(&state.database).await.map_err(|_| "the partner cannot be read; the log says why")?;
    let emails = EmailPolicy {
        partner: partner.map(|partner| partner.domain).into_iter().collect(),
        blocked: settings.blocked_email_domains.clone(),
    };
    state.policy = Arc::new(Policy { emails, asks_registries: settings.vies });
    let (vies, database, clock) = (vies(settings)?, state.database.clone(), state.clock);
    if everybody(&state.database).await.map_err(|_| "the staff cannot be read")?.is_empty() {
        tracing::warn!("nobody can sign in yet: defter user add --email … --name … --role global_admin");
    }
    let app = router(state, settings.public_url.as_deref());
    tokio::task::spawn_blocking(app::rules::warm_up);
    let listener = tokio::net::TcpListener::bind(settings.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", settings.listen))?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    // Not before the server listens: a second one that finds the port taken must not take questions with it.
    let (end, ends) = watch::channel(false);
    let asking = vies.map(|vies| tokio::spawn(keep_asking(database, vies, clock, ends)));
    listen(listener, app, Patience::default(), told_to_end()).await;
    let _ = end.send(true);
    if let Some(asking) = asking {
        // What is not answered by then is asked again by whoever serves next.
        let _ = tokio::time::timeout(GOODBYE, asking).await;
    }
    tracing::info!("ended");
    Ok(())
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
async fn refuse_demo(database: &Database) -> Result<(), Failure> {
    for person in everybody(database).await.map_err(|_| "the staff cannot be read")? {
        if person.is_disabled || !person.email.ends_with("@demo.example") {
            continue;
        }
        let hash = app::people::store::find_by_email(database, &person.email)
            .await
            .map_err(|_| "the staff cannot be read")?
            .password_hash;
        if app::session::check_password(DEMO_PASSWORD.to_owned(), Some(hash)).await.unwrap_or(true) {
            return Err(format!(
                "{} still has the demo password: listen on a loopback address, change it, or say --allow-demo",
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
