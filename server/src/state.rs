//! What every request needs of the server.

use crate::bodies::Bodies;
use crate::clock::Clock;
use crate::events::Events;
use crate::policy::PolicyInForce;
use crate::refusals::Refusals;
use crate::site;
use crate::turns::Turns;
use app::SiteFiles;
use axum::extract::FromRef;
use desk::database::Database;
use desk::settings::Policy;
use std::sync::Arc;

/// What every request needs of the server.
#[derive(Clone, Debug)]
pub struct ServerState {
    /// The database.
    pub database: Database,
    /// The time; tests bring their own.
    pub clock: Clock,
    /// Whether people reach the server by https.
    pub is_https: bool,
    /// The origin that people reach the server under, where it is set.
    pub origin: Option<String>,
    /// Whether a proxy says where requests come from.
    pub trusts_proxy: bool,
    /// Where pages find their files.
    pub site: SiteFiles,
    /// Turns for rendering pages.
    pub renders: Turns,
    /// Turns for answering server functions.
    pub calls: Turns,
    /// Turns for what is sent by whoever is not signed in: a crowd that tries passwords, each a wait for their hash, takes none
    /// of the staff's.
    pub strangers: Turns,
    /// What the rules are held against beside a customer's text.
    pub policy: Arc<Policy>,
    /// The same with the change policy that is in force.
    pub in_force: PolicyInForce,
    /// How much of bodies is in memory at one time.
    pub bodies: Bodies,
    /// Who listens for changes.
    pub events: Events,
    /// Refusals that were noted a moment ago.
    pub refusals: Refusals,
}

impl ServerState {
    /// A server of a database.
    #[must_use]
    pub fn new(database: Database, clock: Clock, is_https: bool) -> Self {
        // Pages run their resources on tokio; a second server in the same program finds it set already.
        let _ = any_spawner::Executor::init_tokio();
        Self {
            database,
            clock,
            is_https,
            origin: None,
            trusts_proxy: false,
            site: site::files(),
            renders: Turns::default(),
            calls: Turns::default(),
            strangers: Turns::default(),
            policy: Arc::default(),
            in_force: PolicyInForce::default(),
            bodies: Bodies::default(),
            events: Events::default(),
            refusals: Refusals::default(),
        }
    }
}

impl FromRef<ServerState> for Events {
    fn from_ref(state: &ServerState) -> Self {
        state.events.clone()
    }
}
