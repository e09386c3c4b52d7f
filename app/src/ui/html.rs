//! Attributes in a text of HTML.

use html_escape::encode_double_quoted_attribute_to_string as push_value;

/// Writes an attribute, its value escaped.
pub fn push_attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push_value(value, html);
    html.push('"');
}
