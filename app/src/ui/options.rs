//! What can be chosen in a `<select>`, written as one text: of 250 countries each as an element a page costs twice as much.

use html_escape::{encode_double_quoted_attribute_to_string as push_attribute, encode_text_to_string as push_text};

/// Options by code and name as the content of a `<select>`, with the chosen one marked. What choosing nothing is called stands
/// first, where it is a choice.
#[must_use]
pub fn options<'a>(
    nothing: Option<&'a str>,
    choices: impl IntoIterator<Item = (&'a str, &'a str)>,
    chosen: &str,
) -> String {
    mark(&unmarked(nothing, choices), chosen)
}

/// The same with none of them marked.
#[must_use]
pub fn unmarked<'a>(nothing: Option<&'a str>, choices: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut html = String::with_capacity(12_000);
    for (code, name) in nothing.map(|nothing| ("", nothing)).into_iter().chain(choices) {
        html.push_str("<option value=\"");
        push_attribute(code, &mut html);
        html.push_str("\">");
        push_text(name, &mut html);
        html.push_str("</option>");
    }
    html
}

/// Options with the chosen one marked.
#[must_use]
pub fn mark(options: &str, chosen: &str) -> String {
    let mut begin = "<option value=\"".to_owned();
    push_attribute(chosen, &mut begin);
    begin.push('"');
    match options.find(&format!("{begin}>")) {
        Some(at) => [&options[..at], &begin, " selected", &options[at + begin.len()..]].concat(),
        None => options.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_chosen_one_and_no_value_is_markup() {
        let html = options(Some("Any"), [("TR", "Türkiye"), ("\"><b>", "</option><b>&")], "TR");
        assert_eq!(
            html,
            "<option value=\"\">Any</option><option value=\"TR\" selected>Türkiye</option>\
             <option value=\"&quot;&gt;&lt;b&gt;\">&lt;/option&gt;&lt;b&gt;&amp;</option>"
        );
        assert_eq!(options(None, [], ""), "");
    }
}
