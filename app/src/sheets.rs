//! Which style sheets a page has beside the one that all have. Each page brings its own, so that the first one somebody opens
//! waits for no other's (decision 0019).

/// A sheet that only some pages have; one of `style/*.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Rows of customers and staff, filters, the first page.
    List,
    /// Parts of a sheet: facts, findings, the alarm.
    Part,
    /// Forms.
    Form,
    /// Old and new, the story, requests; choices and switches.
    Change,
    /// The cover.
    SignIn,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: [Self; 5] = [Self::List, Self::Part, Self::Form, Self::Change, Self::SignIn];

    /// The name of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Part => "part",
            Self::Form => "form",
            Self::Change => "change",
            Self::SignIn => "sign_in",
        }
    }

    /// The sheets of the page at a path. Who is not signed in sees the sign-in's form, whatever they asked for.
    #[must_use]
    pub fn of_page(path: &str, asked: Asked) -> &'static [Self] {
        let mut parts = path.trim_matches('/').split('/');
        let (area, part, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        match (area, part, more, parts.next()) {
            _ if asked == Asked::ByStranger => &[Self::Part, Self::Form, Self::SignIn],
            ("" | "customers", None, ..) => &[Self::List],
            ("people", None, ..) => &[Self::List, Self::Part, Self::Form],
            ("customers", _, Some("account"), None) => &[Self::Part],
            ("sign-in" | "setup" | "profile" | "people", ..) => &[Self::Part, Self::Form],
            // The form alone has nothing old and new: the review of what was posted has, and in the browser it comes later.
            ("customers", _, Some("account"), Some("update")) | ("customers", Some("new"), None, _)
                if asked == Asked::ByLink =>
            {
                &[Self::Part, Self::Form]
            }
            ("activity", ..) | ("requests", None | Some("policy"), ..) | ("customers", _, Some("history"), None) => {
                &[Self::Part, Self::Change]
            }
            ("requests", ..)
            | ("customers", _, Some("history"), _)
            | ("customers", Some("new"), None, _)
            | ("customers", _, Some("remove" | "restore" | "erase"), None)
            | ("customers", _, Some("account"), Some("update" | "permissions")) => {
                &[Self::Part, Self::Form, Self::Change]
            }
            _ => &[],
        }
    }
}

/// How a page was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// By whoever is not signed in.
    ByStranger,
    /// By its address.
    ByLink,
    /// As the answer to a form.
    ByForm,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes;
    use uuid::Uuid;

    #[test]
    fn each_page_has_its_own_sheets_and_no_others() {
        let id = Uuid::nil();
        let (form, change) = ([Sheet::Part, Sheet::Form], [Sheet::Part, Sheet::Change]);
        let both = [Sheet::Part, Sheet::Form, Sheet::Change];
        for (path, sheets) in [
            (routes::WORKSPACES, &[Sheet::List][..]),
            (routes::CUSTOMERS, &[Sheet::List]),
            (routes::PEOPLE, &[Sheet::List, Sheet::Part, Sheet::Form]),
            (&routes::person(id), &form),
            (routes::PROFILE, &form),
            (&routes::setup("a"), &form),
            (&routes::account(id), &[Sheet::Part]),
            (&routes::update_account(id), &form),
            (routes::NEW_CUSTOMER, &form),
            (&routes::remove(id), &both),
            (&routes::restore(id), &both),
            (&routes::erase(id), &both),
            (&routes::permissions(id), &both),
            (&routes::history(id), &change),
            (&routes::as_of(id), &both),
            (&routes::undo(id, 7), &both),
            (routes::REQUESTS, &change),
            (routes::CHANGE_POLICY, &change),
            (&routes::request(id), &both),
            (routes::ACTIVITY, &change),
            ("/nowhere", &[]),
        ] {
            assert_eq!(Sheet::of_page(path, Asked::ByLink), sheets, "{path}");
            assert_eq!(Sheet::of_page(path, Asked::ByStranger), [Sheet::Part, Sheet::Form, Sheet::SignIn], "{path}");
        }
        assert_eq!(Sheet::of_page(&routes::update_account(id), Asked::ByForm), both);
        assert_eq!(Sheet::of_page(routes::NEW_CUSTOMER, Asked::ByForm), both);
    }
}
