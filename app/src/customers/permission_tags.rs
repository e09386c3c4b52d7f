//! The permissions to buy that a customer has, as tags.

use super::permission_label;
use crate::language::Texts;
use crate::permissions::Permission;
use html_escape::encode_text_to_string as push_text;

/// Each permission, and whether it is given.
pub type Given = [(Permission, bool); 2];

/// The permissions that are given as a text of HTML.
#[must_use]
pub fn permission_tags(given: Given, texts: Texts) -> String {
    let mut html = String::new();
    push_permissions(&mut html, given, texts);
    html
}

/// Writes the same into a text of HTML.
pub(super) fn push_permissions(html: &mut String, given: Given, texts: Texts) {
    for (permission, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        html.push_str("<span class=\"tag is-good\">");
        push_text(permission_label(permission, texts), html);
        html.push_str("</span>");
    }
    if given.iter().all(|(_, is_given)| !is_given) {
        html.push_str("<span class=\"quiet\"><span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">");
        push_text(texts.permission_none(), html);
        html.push_str("</span></span>");
    }
}
