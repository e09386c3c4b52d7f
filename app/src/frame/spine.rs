//! What stands in the spine and on the cover, as texts of HTML that only the server writes: the browser takes over what is there
//! (decision 0019).

use crate::texts::Texts;

#[cfg(not(feature = "ssr"))]
mod written {
    use super::Texts;

    pub fn mark() -> String {
        String::new()
    }
    pub fn cover() -> String {
        String::new()
    }
    pub fn place(_: &str, _: &str, _: u64, _: Texts) -> String {
        String::new()
    }
    pub fn own_place(_: &str, _: Texts) -> String {
        String::new()
    }
    pub fn more(_: Texts) -> String {
        String::new()
    }
}

#[cfg(feature = "ssr")]
mod written {
    use super::Texts;
    use crate::routes;
    use crate::ui::{push_attribute, push_icon};
    use html_escape::encode_text_to_string as push_text;

    /// The margin's double line, and four ruled lines that make a D; the same shapes as in `frontend/assets/icon.svg`.
    const SIGN: &str = "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">\
        <path class=\"mark__rule\" d=\"M1 1h1v14H1zM3 1h1v14H3z\"></path>\
        <path class=\"mark__ink\" d=\"M6 1h2a7 7 0 0 1 4.9 2H6zM6 5h8.325a7 7 0 0 1 .603 2H6zM6 9h8.928a7 7 0 0 1-.603 2H6zM6 13h6.9A7 7 0 0 1 8 15H6z\"></path></svg>";

    /// The mark with its name for the ear.
    pub fn mark() -> String {
        [SIGN, "<span class=\"visually-hidden\">Defter</span>"].concat()
    }

    /// The mark, and whose desk it is.
    pub fn cover() -> String {
        let owner = crate::current::request().map(|request| request.policy.partner_name.clone()).unwrap_or_default();
        let mut html = [SIGN, "<p class=\"cover__name\">Defter</p>"].concat();
        if !owner.is_empty() {
            html.push_str("<p class=\"cover__owner\">");
            push_text(owner, &mut html);
            html.push_str("</p>");
        }
        html
    }

    /// A place: its sign, its name, and how much of it waits for who looks.
    pub fn place(icon: &str, name: &str, to_look_at: u64, texts: Texts) -> String {
        let mut html = String::with_capacity(700);
        push_icon(&mut html, icon);
        push_span(&mut html, "spine__name", name);
        if to_look_at > 0 {
            html.push_str("<span class=\"spine__count\">");
            push_text(texts.number(to_look_at), &mut html);
            push_span(&mut html, "visually-hidden", &[" ", texts.frame_to_look_at()].concat());
            html.push_str("</span>");
        }
        html
    }

    /// One's own place, under one's initials.
    pub fn own_place(name: &str, texts: Texts) -> String {
        let mut html = "<span class=\"spine__initials\" aria-hidden=\"true\">".to_owned();
        push_text(initials(name), &mut html);
        html.push_str("</span>");
        push_span(&mut html, "spine__name", texts.profile_title());
        html
    }

    /// What has no room at a phone's foot. Its links load the page anew, which closes it.
    pub fn more(texts: Texts) -> String {
        let mut html = "<details class=\"spine__more\"><summary class=\"spine__place\">".to_owned();
        push_icon(&mut html, "more");
        push_span(&mut html, "spine__name", texts.frame_more());
        html.push_str("</summary><ul>");
        for (href, icon, name) in
            [(routes::PEOPLE, "users", texts.people_title()), (routes::PROFILE, "user", texts.profile_title())]
        {
            html.push_str("<li><a class=\"spine__place\" rel=\"external\"");
            push_attribute(&mut html, "href", href);
            html.push('>');
            html.push_str(&place(icon, name, 0, texts));
            html.push_str("</a></li>");
        }
        html.push_str("</ul></details>");
        html
    }

    fn push_span(html: &mut String, class: &str, text: &str) {
        html.push_str("<span");
        push_attribute(html, "class", class);
        html.push('>');
        push_text(text, html);
        html.push_str("</span>");
    }

    /// The first letters of the first and the last of somebody's names.
    fn initials(name: &str) -> String {
        let letters: Vec<char> = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let last = letters.last().filter(|_| letters.len() > 1);
        letters.first().into_iter().chain(last).collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn initials_are_of_the_first_and_the_last_name() {
            for (name, expected) in
                [("Zeynep Arslan", "ZA"), ("İpek Su Öz", "İÖ"), ("Defter", "D"), ("  ", ""), ("", "")]
            {
                assert_eq!(initials(name), expected, "{name}");
            }
        }

        #[test]
        fn no_name_is_markup() {
            let html = own_place("<b> \"x\"", Texts::default());
            assert!(html.contains("&lt;") && !html.contains("<b>"), "{html}");
        }
    }
}

pub(super) use written::{cover, mark, more, own_place, place};
