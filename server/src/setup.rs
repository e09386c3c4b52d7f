//! The link that sets an installation up: said by a server that finds nobody, and made anew by `defter setup-link`.

use crate::Failure;
use crate::config::{Serve, SetupLink, origin};
use crate::router::{Clock, system_clock};
use crate::staff::sentence;
use desk::audit::Source;
use desk::database::{Database, Wait};
use desk::setup::{LINK_HOURS, make_link};
use std::io::Write;
use std::net::SocketAddr;

/// Says the link of a new installation, where nobody is yet. A server without it serves all the same.
pub async fn say_setup_link(database: &Database, settings: &Serve, address: SocketAddr, clock: Clock) {
    let made = database.within(Wait::Write, make_link(database, Source::program(clock.now_us()))).await;
    match made {
        Ok(Some(token)) => tracing::warn!(
            "nobody is here yet: set Defter up in the browser with this link, which is good once and for {LINK_HOURS} hours: {}",
            link(&origin(settings.public_url.as_deref(), address), &token)
        ),
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(?error, "no link to set Defter up could be made, if nobody is here yet: defter setup-link");
        }
    }
}

/// Makes a link anew and writes it to `out`.
///
/// # Errors
/// A sentence where somebody is there already, or nothing can be stored.
pub async fn make(database: &Database, settings: &SetupLink, out: &mut impl Write) -> Result<(), Failure> {
    let made = make_link(database, Source::program(system_clock())).await.map_err(|error| sentence(&error))?;
    let Some(token) = made else {
        return Err(
            "Defter is set up already: whoever keeps people there adds others; a forgotten password is set with \
                    `defter user set-password --email …`"
                .into(),
        );
    };
    writeln!(out, "{}", link(&origin(settings.public_url.as_deref(), settings.listen), &token))?;
    Ok(())
}

fn link(origin: &str, token: &str) -> String {
    format!("{origin}{}", app::routes::setup(token))
}
