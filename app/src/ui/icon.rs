//! Icons drawn in the page (outlines of lucide, ISC licence): no request, no flash. Always beside a word.

#[cfg(feature = "ssr")]
use super::push_attribute;
use leptos::prelude::*;

/// An icon, hidden from screen readers.
#[component]
pub fn Icon(
    /// The icon's name.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24">
            {paths(name).into_iter().map(|path| view! { <path d=path /> }).collect_view()}
        </svg>
    }
}

/// Writes the same into a text of HTML.
#[cfg(feature = "ssr")]
pub(crate) fn push_icon(html: &mut String, name: &str) {
    html.push_str("<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 24 24\">");
    for path in paths(name) {
        html.push_str("<path");
        push_attribute(html, "d", path);
        html.push_str("></path>");
    }
    html.push_str("</svg>");
}

/// Outlines from lucide 1.62 (ISC), shapes other than paths written as paths.
fn paths(name: &str) -> Vec<&'static str> {
    match name {
        // Of the spine alone, which the server writes.
        #[cfg(feature = "ssr")]
        "home" => vec![
            "M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8",
            "M3 10a2 2 0 0 1 .7-1.5l7-6a2 2 0 0 1 2.6 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z",
        ],
        "building" => vec![
            "M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18Z",
            "M6 12H4a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2",
            "M18 9h2a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-2",
            "M10 6h4",
            "M10 10h4",
            "M10 14h4",
            "M10 18h4",
        ],
        "users" => vec![
            "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2",
            "M9 3a4 4 0 1 0 0 8a4 4 0 0 0 0-8",
            "M22 21v-2a4 4 0 0 0-3-3.9",
            "M16 3.1a4 4 0 0 1 0 7.8",
        ],
        "user" => vec!["M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2", "M12 3a4 4 0 1 0 0 8a4 4 0 0 0 0-8"],
        "pencil" => vec![
            "M21.2 6.8a1 1 0 0 0-4-4L3.8 16.2a2 2 0 0 0-.5.8L2 21.4a.5.5 0 0 0 .6.6l4.4-1.3a2 2 0 0 0 .8-.5z",
            "m15 5 4 4",
        ],
        "copy" => vec![
            "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2",
            "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2",
        ],
        "check" => vec!["M20 6 9 17l-5-5"],
        // Wrong is an octagon, doubtful a triangle, good to know a circle: no sign carries by its colour alone.
        "alert" => vec![
            "M15.3 2a2 2 0 0 1 1.4.6l4.7 4.7a2 2 0 0 1 .6 1.4v6.6a2 2 0 0 1-.6 1.4l-4.7 4.7a2 2 0 0 1-1.4.6H8.7a2 2 0 0 1-1.4-.6l-4.7-4.7A2 2 0 0 1 2 15.3V8.7a2 2 0 0 1 .6-1.4l4.7-4.7A2 2 0 0 1 8.7 2z",
            "M12 8v4",
            "M12 16h.01",
        ],
        "info" => vec!["M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20", "M12 16v-4", "M12 8h.01"],
        "wait" => vec![
            "M5 22h14M5 2h14",
            "M17 22v-4.2a2 2 0 0 0-.6-1.4L12 12l-4.4 4.4a2 2 0 0 0-.6 1.4V22",
            "M7 2v4.2a2 2 0 0 0 .6 1.4L12 12l4.4-4.4a2 2 0 0 0 .6-1.4V2",
        ],
        "warning" => {
            vec!["m21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3", "M12 9v4", "M12 17h.01"]
        }
        "search" => vec!["m21 21-4.3-4.3", "M11 3a8 8 0 1 0 0 16a8 8 0 0 0 0-16"],
        "history" => vec!["M3 12a9 9 0 1 0 9-9 9.8 9.8 0 0 0-6.7 2.7L3 8", "M3 3v5h5", "M12 7v5l4 2"],
        "key" => vec![
            "m15.5 7.5 2.3 2.3a1 1 0 0 0 1.4 0l2.1-2.1a1 1 0 0 0 0-1.4L19 4",
            "m21 2-9.6 9.6",
            "M7.5 10a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11",
        ],
        "inbox" => vec![
            "M22 12h-6l-2 3h-4l-2-3H2",
            "M5.5 5.1 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.5-6.9A2 2 0 0 0 16.8 4H7.2a2 2 0 0 0-1.7 1.1z",
        ],
        "undo" => vec!["M3 7v6h6", "M21 17a9 9 0 0 0-9-9 9 9 0 0 0-6 2.3L3 13"],
        "left" => vec!["m15 18-6-6 6-6"],
        "back" => vec!["m12 19-7-7 7-7", "M19 12H5"],
        #[cfg(feature = "ssr")]
        "more" => vec!["M5 12h.01M12 12h.01M19 12h.01"],
        "right" => vec!["m9 18 6-6-6-6"],
        "close" => vec!["M18 6 6 18", "m6 6 12 12"],
        "sign-out" => vec!["M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4", "m16 17 5-5-5-5", "M21 12H9"],
        "plus" => vec!["M5 12h14", "M12 5v14"],
        _ => Vec::new(),
    }
}
