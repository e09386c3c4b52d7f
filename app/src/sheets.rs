//! Which style sheets a page has beside the one that all have. Each page brings its own, so that the first one somebody opens
//! waits for no other's (decision 0019).

/// A sheet that only some pages have; one of `style/*.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Rows of customers and staff, filters, the first page.
    List,
    /// Forms, choices and switches.
    Form,
    /// Old and new, the story, requests.
    Change,
    /// The cover.
    SignIn,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: [Self; 4] = [Self::List, Self::Form, Self::Change, Self::SignIn];

    /// The name of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Form => "form",
            Self::Change => "change",
            Self::SignIn => "sign_in",
        }
    }

    /// The sheets of the page at a path. Who is not signed in sees the sign-in's form, whatever they asked for.
    #[must_use]
    pub fn of_page(path: &str, is_signed_in: bool) -> &'static [Self] {
        let mut parts = path.trim_matches('/').split('/');
        let (area, part, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        match (area, part, more, parts.next()) {
            _ if !is_signed_in => &[Self::Form, Self::SignIn],
            ("" | "customers", None, ..) => &[Self::List],
            ("people", None, ..) => &[Self::List, Self::Form],
            ("sign-in" | "profile" | "people", ..) | ("customers", _, Some("account"), Some("permissions")) => {
                &[Self::Form]
            }
            ("requests", None | Some("policy"), ..) | ("customers", _, Some("history"), None) => &[Self::Change],
            ("activity" | "requests", ..)
            | ("customers", _, Some("history"), _)
            | ("customers", _, Some("account"), Some("update")) => &[Self::Form, Self::Change],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes;
    use uuid::Uuid;

    #[test]
    fn each_page_has_its_own_sheets_and_no_others() {
        let id = Uuid::nil();
        let forms = [Sheet::Form, Sheet::Change];
        for (path, sheets) in [
            (routes::WORKSPACES, &[Sheet::List][..]),
            (routes::CUSTOMERS, &[Sheet::List]),
            (routes::PEOPLE, &[Sheet::List, Sheet::Form]),
            (&routes::person(id), &[Sheet::Form]),
            (routes::PROFILE, &[Sheet::Form]),
            (&routes::account(id), &[]),
            (&routes::update_account(id), &forms),
            (&routes::permissions(id), &[Sheet::Form]),
            (&routes::history(id), &[Sheet::Change]),
            (&routes::as_of(id), &forms),
            (&routes::undo(id, 7), &forms),
            (routes::REQUESTS, &[Sheet::Change]),
            (routes::CHANGE_POLICY, &[Sheet::Change]),
            (&routes::request(id), &forms),
            (routes::ACTIVITY, &forms),
            ("/nowhere", &[]),
        ] {
            assert_eq!(Sheet::of_page(path, true), sheets, "{path}");
            assert_eq!(Sheet::of_page(path, false), [Sheet::Form, Sheet::SignIn], "{path}");
        }
    }
}
