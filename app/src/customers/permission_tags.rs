//! The permissions to buy that a customer has, as tags.

use crate::texts::Texts;
use crate::words::field_label;
use html_escape::encode_text_to_string as push_text;
use model::customers::Field;

/// The permissions that are given as a text of HTML.
#[must_use]
pub fn permission_tags(given: &[Field], texts: Texts) -> String {
    let mut html = String::new();
    push_permissions(&mut html, given, texts);
    html
}

/// Writes the same into a text of HTML.
pub(super) fn push_permissions(html: &mut String, given: &[Field], texts: Texts) {
    for permission in given {
        html.push_str("<span class=\"tag is-good\">");
        push_text(field_label(*permission, texts), html);
        html.push_str("</span>");
    }
    if given.is_empty() {
        html.push_str("<span class=\"quiet\"><span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">");
        push_text(texts.permission_none(), html);
        html.push_str("</span></span>");
    }
}
