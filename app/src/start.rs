//! What every page knows from its first moment, on the server and in the browser alike.

use crate::posted::Posted;
use crate::texts::Texts;
use crate::way_back::WayBack;
use crate::wire::Error;
use leptos::prelude::*;
use model::access::{Theme, Viewer};
use model::clock::Clock;
use model::language::Language;
use serde::{Deserialize, Serialize};

/// Who looks, in which language, and what they just posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The language of the page.
    pub language: Language,
    /// The colours of the page.
    pub theme: Theme,
    /// The partner's clock: every time is shown on it.
    pub clock: Clock,
    /// What an ordinary form post left to show.
    pub posted: Option<Posted>,
    /// Why there is no page at all.
    pub failure: Option<Error>,
    /// Requests that who looks should look at, where the page knows.
    pub to_look_at: u64,
    /// Whether nobody is on the staff yet, where the page tells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_nobody: bool,
    /// The lists that who looks came from.
    pub way_back: WayBack,
}

/// That nobody is on the staff yet; the server provides it to the sign-in page.
#[derive(Clone, Copy, Debug)]
pub struct NobodyYet;

/// How many requests who asks should look at; the server provides it.
#[derive(Clone, Copy, Debug)]
pub struct ToLookAt(pub u64);

/// Why a request has no page; the server provides it.
#[derive(Clone, Debug)]
pub struct Failure(pub Error);

impl Start {
    /// Made on the server and read again in the browser.
    pub fn shared() -> Self {
        SharedValue::new(Self::of_request).into_inner()
    }

    #[cfg(feature = "ssr")]
    fn of_request() -> Self {
        let Ok(request) = crate::current::request() else {
            return Self::default();
        };
        Self {
            language: request.language,
            theme: request.viewer.as_ref().map(|viewer| viewer.theme).unwrap_or_default(),
            way_back: way_back(&request),
            viewer: request.viewer,
            clock: request.policy.time_zone.clock().clone(),
            posted: use_context::<Posted>(),
            failure: use_context::<Failure>().map(|failure| failure.0),
            to_look_at: use_context::<ToLookAt>().map(|count| count.0).unwrap_or_default(),
            is_nobody: use_context::<NobodyYet>().is_some(),
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn of_request() -> Self {
        Self::default()
    }
}

/// The lists that who asks for the page came from.
#[cfg(feature = "ssr")]
fn way_back(request: &desk::request::RequestContext) -> WayBack {
    let (Some(viewer), Some(parts)) = (&request.viewer, use_context::<http::request::Parts>()) else {
        return WayBack::default();
    };
    let cookies = parts.headers.get(http::header::COOKIE).and_then(|cookies| cookies.to_str().ok());
    crate::way_back::of_cookies(cookies.unwrap_or_default(), viewer.id)
}

/// Who looks at the page.
#[must_use]
pub fn use_viewer() -> Option<Viewer> {
    use_context::<Start>().and_then(|start| start.viewer)
}

/// Whether nobody is on the staff yet: the sign-in page knows.
#[must_use]
pub fn use_is_nobody() -> bool {
    use_context::<Start>().is_some_and(|start| start.is_nobody)
}

/// The partner's clock.
#[must_use]
pub fn use_clock() -> Clock {
    use_context::<Clock>().unwrap_or_default()
}

/// The sentences of the page's language.
#[must_use]
pub fn use_texts() -> Texts {
    Texts { language: use_context::<Start>().map(|start| start.language).unwrap_or_default() }
}

/// What was posted to this path, if the page answers a post. Moving on and back shows the page afresh.
#[must_use]
pub fn use_posted(path: &str) -> Option<Posted> {
    let waiting = use_context::<PostedOnce>()?;
    let posted = waiting.0.try_with_value(Clone::clone).flatten().filter(|posted| posted.path == path)?;
    if cfg!(not(feature = "ssr")) {
        waiting.0.set_value(None);
    }
    Some(posted)
}

/// What somebody posted whose session had ended: it waits on the page for them to sign in again.
#[must_use]
pub fn use_kept() -> Option<Posted> {
    let start = use_context::<Start>().filter(|start| start.viewer.is_none())?;
    let here = leptos_router::hooks::use_location().pathname.get_untracked();
    start.posted.filter(|posted| posted.path == here && here != crate::routes::SIGN_IN)
}

/// What was posted to the page that is shown and could not be answered, by whoever is signed in; nothing that a page has shown
/// already, or that was done.
#[must_use]
pub fn use_posted_here() -> Option<Posted> {
    use_viewer()?;
    let here = leptos_router::hooks::use_location().pathname.get_untracked();
    let waiting = use_context::<PostedOnce>()?.0.try_with_value(Clone::clone).flatten();
    waiting.filter(|posted| posted.path == here && posted.added.is_none())
}

/// The post that the page answers, until a page in the browser has shown it.
#[derive(Clone, Copy, Debug)]
pub struct PostedOnce(pub StoredValue<Option<Posted>>);
