//! What a page shows, asked for once: on the server before the page is sent, in the browser when it moves on.
//!
//! Every page's data travels as text through one kind of resource. Leptos makes a resource's machinery anew for each
//! type of value, some 25 KB of WASM a page; this way it is made once (decision 0007). What the browser itself asked
//! for stays as it is: the browser writes no page's data, so code to write it is on the server only.

use super::{ErrorPage, ErrorPanel};
use crate::error::Error;
use crate::start::use_texts;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
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

/// A value of any type: as JSON where the server asked, as it is where the browser did.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Held {
    Text(String),
    #[cfg(not(feature = "ssr"))]
    #[serde(skip)]
    Value(Arc<dyn std::any::Any + Send + Sync>),
}

#[cfg(feature = "ssr")]
fn hold<T: Serialize>(value: Result<T, Error>) -> Result<Held, Error> {
    serde_json::to_string(&value?).map(Held::Text).map_err(|_| Error::Unavailable)
}

#[cfg(not(feature = "ssr"))]
fn hold<T: Send + Sync + 'static>(value: Result<T, Error>) -> Result<Held, Error> {
    value.map(|value| Held::Value(Arc::new(value)))
}

type Holding = Pin<Box<dyn Future<Output = Result<Held, Error>> + Send>>;

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> PageData<T> {
    /// Asks now, and again whenever the key changes.
    pub fn new<F>(key: impl Fn() -> String + Send + Sync + 'static, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let ask = move || -> Holding {
            let value = ask();
            Box::pin(async move { hold(value.await) })
        };
        Self { resource: resource(Arc::new(key), Arc::new(ask)), value: PhantomData }
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

fn resource(
    key: Arc<dyn Fn() -> String + Send + Sync>,
    ask: Arc<dyn Fn() -> Holding + Send + Sync>,
) -> Resource<Result<Held, Error>> {
    Resource::new(move || key(), move |_| ask())
}

type Show = Arc<dyn Fn(&Held) -> Result<AnyView, Error> + Send + Sync>;

fn read<T: DeserializeOwned + Clone + 'static>(show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> Show {
    Arc::new(move |held| match held {
        Held::Text(text) => serde_json::from_str(text).map(&show).map_err(|_| Error::Malformed),
        #[cfg(not(feature = "ssr"))]
        Held::Value(value) => value.downcast_ref::<T>().cloned().map(&show).ok_or(Error::Malformed),
    })
}

fn shown(resource: Resource<Result<Held, Error>>, show: Show, fail: fn(Error) -> AnyView) -> AnyView {
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
