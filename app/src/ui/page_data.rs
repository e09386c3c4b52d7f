//! What a page shows, asked for once: on the server before the page is sent, in the browser when it moves on.
//!
//! Every page's data travels as text through one kind of resource. Leptos makes a resource's machinery anew for each
//! type of value, some 25 KB of WASM a page; this way it is made once (decision 0007).

use super::{ErrorPage, ErrorPanel};
use crate::error::Error;
use crate::start::use_texts;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// A page's data, on its way or there.
#[derive(Debug)]
pub struct PageData<T> {
    resource: Resource<Result<String, Error>>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for PageData<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PageData<T> {}

type Text = Pin<Box<dyn Future<Output = Result<String, Error>> + Send>>;

impl<T: Serialize + DeserializeOwned + 'static> PageData<T> {
    /// Asks now, and again whenever the key changes.
    pub fn new<F>(key: impl Fn() -> String + Send + Sync + 'static, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let ask = move || -> Text {
            let value = ask();
            Box::pin(async move { serde_json::to_string(&value.await?).map_err(|_| Error::Unavailable) })
        };
        Self { resource: text_resource(Arc::new(key), Arc::new(ask)), value: PhantomData }
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

fn text_resource(
    key: Arc<dyn Fn() -> String + Send + Sync>,
    ask: Arc<dyn Fn() -> Text + Send + Sync>,
) -> Resource<Result<String, Error>> {
    Resource::new(move || key(), move |_| ask())
}

type Show = Arc<dyn Fn(&str) -> Result<AnyView, Error> + Send + Sync>;

fn read<T: DeserializeOwned>(show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> Show {
    Arc::new(move |text| serde_json::from_str(text).map(&show).map_err(|_| Error::Malformed))
}

fn shown(resource: Resource<Result<String, Error>>, show: Show, fail: fn(Error) -> AnyView) -> AnyView {
    let texts = use_texts();
    view! {
        <Transition fallback=move || view! { <p class="loading" role="status">{texts.state_loading()}</p> }>
            {move || {
                let show = Arc::clone(&show);
                Suspend::new(async move {
                    resource.await.and_then(|text| show(&text)).unwrap_or_else(fail)
                })
            }}
        </Transition>
    }
    .into_any()
}
