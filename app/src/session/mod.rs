//! Signing in and out.

mod api;
#[cfg(feature = "ssr")]
mod attempts;
#[cfg(feature = "ssr")]
mod browser;
#[cfg(feature = "ssr")]
mod cookie;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod guessable;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
mod posted;
mod sign_in_again;
#[cfg(feature = "ssr")]
mod sign_in_here;
mod sign_in_page;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub(crate) use api::keep_session;
pub use api::{choose_language, sign_in, sign_out};
#[cfg(feature = "ssr")]
pub(crate) use attempts::{begin_try, erase_tries, forget};
#[cfg(feature = "ssr")]
pub use attempts::{forget_old, network};
#[cfg(feature = "ssr")]
pub(crate) use cookie::session_cookie;
#[cfg(feature = "ssr")]
pub use cookie::{browser_of_cookies, language_of_cookies, session_of_cookies};
#[cfg(feature = "ssr")]
pub use guessable::is_guessable;
#[cfg(feature = "ssr")]
pub use password::{check_password, hash_password, one_time_password};
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_language, post_sign_in, post_sign_out};
pub(crate) use sign_in_again::SignInAgain;
#[cfg(feature = "ssr")]
pub(crate) use sign_in_again::{AGAIN_EMAIL, AGAIN_PASSWORD};
#[cfg(feature = "ssr")]
pub(crate) use sign_in_here::sign_in_here;
pub use sign_in_page::SignInPage;
#[cfg(feature = "ssr")]
pub(crate) use sign_in_page::check_sign_in;
#[cfg(feature = "ssr")]
pub(crate) use store::{begin_session, end_ahead};
#[cfg(feature = "ssr")]
pub use store::{end_all_sessions, find_viewer, still_permits, still_signed_in, viewer};
