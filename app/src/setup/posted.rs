//! The set-up page as an ordinary post.

use crate::answer::Answer;
use crate::form::Typed;
use crate::posted::Posted;
use crate::routes;
use crate::session::{mark_cookie, session_cookie};
use crate::wire::Error;
use desk::request::RequestContext;
use desk::setup::{Answers, SetUp, set_up};
use model::language::Language;

/// Answers a post of the set-up page: the first person is signed in. A link that is worth nothing is the page's to tell.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_setup(request: &RequestContext, token: &str, typed: &Typed) -> Result<Answer, Error> {
    let email = typed.get("email").trim();
    let answers = Answers {
        name: typed.get("name"),
        email,
        password: typed.get("new_password"),
        repeated: typed.get("repeated_password"),
        language: Language::of_code(typed.get("language")).unwrap_or(request.language),
        partner_name: typed.get("partner_name"),
        country: typed.get("country"),
        time_zone: typed.get("time_zone"),
    };
    match set_up(request, token, &answers).await? {
        SetUp::Not(_) => Ok(Answer::Page(Posted::default())),
        SetUp::Done(session) => {
            let cookies = [session_cookie(request, &session), mark_cookie(request, email).await];
            Ok(Answer::RedirectWith(routes::WORKSPACES.to_owned(), cookies.into_iter().flatten().collect()))
        }
    }
}
