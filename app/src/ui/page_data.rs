//! What a page shows, asked for once: on the server before the page is sent, in the browser when it moves on.
//!
//! Every page's data travels as text through one kind of resource. Leptos makes a resource's machinery anew for each
//! type of value, some 25 KB of WASM a page; this way it is made once (decision 0007). Where it was asked for it stays as it is:
//! the browser writes no page's data, and the server reads none back. What was asked before the page is rendered stands in it at once.

#[cfg(feature = "ssr")]
use super::AskedFirst;
use super::{ErrorPage, ErrorPanel};
use crate::start::use_texts;
use crate::wire::Error;
#[cfg(feature = "ssr")]
use desk::database::{Database, Wait};
#[cfg(feature = "ssr")]
use desk::request::RequestContext;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::any::Any;
#[cfg(feature = "ssr")]
use std::future::ready;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// A page's data, on its way or there.
#[derive(Debug)]
pub struct PageData<T> {
    resource: Resource<Result<Held, Error>>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for PageData<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PageData<T> {}

/// A value of any type: as JSON where the server sent it, as it is where it was asked for.
#[derive(Clone, Debug)]
enum Held {
    Text(String),
    /// With what of it is sent to the browser.
    Value(Arc<dyn Any + Send + Sync>, String),
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (Self::Text(text) | Self::Value(_, text)) = self;
        serializer.serialize_str(text)
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Text)
    }
}

#[cfg(feature = "ssr")]
fn hold<T: Serialize + Send + Sync + 'static>(value: Arc<T>, lean: Option<fn(&T) -> T>) -> Result<Held, Error> {
    let sent = match lean {
        Some(lean) => serde_json::to_string(&lean(&value)),
        None => serde_json::to_string(&*value),
    };
    Ok(Held::Value(value, sent.map_err(|_| Error::Unavailable)?))
}

#[cfg(not(feature = "ssr"))]
#[expect(clippy::unnecessary_wraps, reason = "the server's side can fail")]
fn hold<T: Send + Sync + 'static>(value: Arc<T>, _: Option<fn(&T) -> T>) -> Result<Held, Error> {
    Ok(Held::Value(value, String::new()))
}

/// What a page waits for of a database that may be silent.
#[cfg(feature = "ssr")]
async fn within<T>(database: Option<Database>, ask: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match database {
        Some(database) => database.within(Wait::Read, ask).await,
        None => ask.await,
    }
}

type Holding = Pin<Box<dyn Future<Output = Result<Held, Error>> + Send>>;

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> PageData<T> {
    /// Asks now, and again whenever the key changes.
    pub fn new<F>(key: impl Fn() -> String + Send + Sync + 'static, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Self::asked(key, ask, None)
    }

    /// The same, of which the browser is sent only what taking the page over needs: `lean` makes it.
    pub fn lean<F>(
        key: impl Fn() -> String + Send + Sync + 'static,
        ask: impl Fn() -> F + Send + Sync + 'static,
        lean: fn(&T) -> T,
    ) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Self::asked(key, ask, Some(lean))
    }

    fn asked<F>(
        key: impl Fn() -> String + Send + Sync + 'static,
        ask: impl Fn() -> F + Send + Sync + 'static,
        lean: Option<fn(&T) -> T>,
    ) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let key: Key = Arc::new(key);
        #[cfg(feature = "ssr")]
        let of_page = Arc::clone(&key);
        let ask = move || -> Holding {
            #[cfg(feature = "ssr")]
            if let Some(answer) = use_context::<AskedFirst>().and_then(|first| first.answer::<T>(&of_page())) {
                return Box::pin(ready(answer.and_then(|value| hold(value, lean))));
            }
            let value = ask();
            // The asking ends, never the render: that would be dropped half-way.
            #[cfg(feature = "ssr")]
            let value = within(use_context::<RequestContext>().map(|context| context.database), value);
            Box::pin(async move { hold(Arc::new(value.await?), lean) })
        };
        Self { resource: resource(key, Arc::new(ask)), value: PhantomData }
    }

    /// Asks again.
    pub fn refetch(self) {
        self.resource.refetch();
    }

    /// The page when its data is there, a quiet line until then, and a page with the reason if it cannot be shown.
    pub fn show(self, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
        shown(self.resource, read(show), |error| view! { <ErrorPage error /> }.into_any())
    }

    /// The same within a page that has its heading already.
    pub fn show_within(self, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
        shown(self.resource, read(show), |error| view! { <ErrorPanel error /> }.into_any())
    }
}

type Key = Arc<dyn Fn() -> String + Send + Sync>;

fn resource(key: Key, ask: Arc<dyn Fn() -> Holding + Send + Sync>) -> Resource<Result<Held, Error>> {
    Resource::new(move || key(), move |_| ask())
}

type Show = Arc<dyn Fn(&Held) -> Result<AnyView, Error> + Send + Sync>;

fn read<T: DeserializeOwned + Clone + 'static>(show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> Show {
    Arc::new(move |held| match held {
        Held::Text(text) => serde_json::from_str(text).map(&show).map_err(|_| Error::Malformed),
        Held::Value(value, _) => value.downcast_ref::<T>().cloned().map(&show).ok_or(Error::Malformed),
    })
}

fn shown(resource: Resource<Result<Held, Error>>, show: Show, fail: fn(Error) -> AnyView) -> AnyView {
    #[cfg(feature = "ssr")]
    if let Some(answer) = resource.get_untracked() {
        // The browser counts the place where it would wait, and finds what it was sent by such counts.
        if let Some(context) = Owner::current_shared_context() {
            context.next_id();
        }
        return answer.and_then(|held| show(&held)).unwrap_or_else(fail);
    }
    let texts = use_texts();
    view! {
        <Transition fallback=move || view! { <p class="loading" role="status">{texts.state_loading()}</p> }>
            {move || {
                let show = Arc::clone(&show);
                Suspend::new(async move {
                    resource.await.and_then(|held| show(&held)).unwrap_or_else(fail)
                })
            }}
        </Transition>
    }
    .into_any()
}
