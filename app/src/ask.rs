//! How the browser asks a server function: JSON there and back, sent and received in one place.
//!
//! The server's side is Leptos' own. The browser's own would be made anew for each function (some 2 KB of WASM each)
//! and carries what Defter does not use: other methods, redirects, sockets (decision 0009).

use crate::wire::Error;
use http::Method;
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::Json;
use leptos::server_fn::server::Server;
use leptos::server_fn::{Http, Protocol};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The header that names whose page asks, as `ui::AS` does in a form.
pub const AS_HEADER: &str = "x-defter-as";

thread_local! {
    /// Whose page this is; on the server nobody's.
    static ASKS: std::cell::Cell<uuid::Uuid> = const { std::cell::Cell::new(uuid::Uuid::nil()) };
}

/// Says whose page this is, once.
#[cfg(not(feature = "ssr"))]
pub fn ask_as(person: uuid::Uuid) {
    ASKS.with(|asks| asks.set(person));
}

/// Whose page this is; nil on a page of nobody's. Timers may ask too, outside the page.
#[must_use]
pub fn asks_as() -> uuid::Uuid {
    ASKS.with(std::cell::Cell::get)
}

/// The protocol of every server function.
#[derive(Debug)]
pub struct Ask;

type Leptos = Http<Json, Json>;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, Error> for Ask
where
    Input: Serialize + Send,
    Output: DeserializeOwned,
    C: Client<Error>,
    S: Server<Error>,
    Leptos: Protocol<Input, Output, C, S, Error>,
{
    const METHOD: Method = Method::POST;

    fn run_server<F, Answer>(
        request: S::Request,
        server_fn: F,
    ) -> impl Future<Output = Result<S::Response, Error>> + Send
    where
        F: Fn(Input) -> Answer + Send,
        Answer: Future<Output = Result<Output, Error>> + Send,
    {
        <Leptos as Protocol<Input, Output, C, S, Error>>::run_server(request, server_fn)
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, Error> {
        let asked = serde_json::to_string(&input).map_err(|_| Error::Malformed)?;
        let answer = send(path, asked).await?;
        serde_json::from_str(&answer).map_err(|_| Error::Unreachable)
    }
}

/// The server asks itself nothing: there the function is called.
#[cfg(feature = "ssr")]
fn send(_path: &str, _asked: String) -> std::future::Ready<Result<String, Error>> {
    std::future::ready(Err(Error::Unreachable))
}

/// Posts JSON and waits for JSON. Who stops waiting ends the request: a search typed over is not looked for to its end.
#[cfg(not(feature = "ssr"))]
async fn send(path: &str, asked: String) -> Result<String, Error> {
    use gloo_net::http::Request;
    // What a browser's request holds must not be sent to another thread; there is none.
    send_wrapper::SendWrapper::new(async move {
        let asking = Asking(web_sys::AbortController::new().ok());
        let signal = asking.0.as_ref().map(web_sys::AbortController::signal);
        let request = Request::post(path)
            .header("Content-Type", "application/json")
            .header(AS_HEADER, &asks_as().to_string())
            .abort_signal(signal.as_ref())
            .body(asked)
            .map_err(|_| Error::Unreachable)?;
        let answer = request.send().await.map_err(|_| Error::Unreachable)?;
        let text = answer.text().await.map_err(|_| Error::Unreachable)?;
        if answer.ok() { Ok(text) } else { Err(serde_json::from_str(&text).unwrap_or(Error::Unreachable)) }
    })
    .await
}

/// A request under way; ended when it is dropped, which does nothing once the answer is there.
#[cfg(not(feature = "ssr"))]
struct Asking(Option<web_sys::AbortController>);

#[cfg(not(feature = "ssr"))]
impl Drop for Asking {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
