//! Customers as a table. Nothing in it changes by itself, so that it is written as one text: as a tree of elements it would be
//! half of what a page of the list costs (decision 17).

use super::permission_tags::push_permissions;
use crate::routes;
use crate::start::{use_clock, use_texts};
use crate::texts::Texts;
use crate::ui::{push_attribute, push_time};
use html_escape::encode_text_to_string as push_text;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use model::clock::Clock;
use model::countries::country_name;
use model::customers::CustomerRow;

/// Characters of one row, about.
const ROW_CHARS: usize = 1_000;

/// Customers as a table when there is room, as cards when there is not.
#[component]
pub fn CustomerTable(
    /// The customers in order.
    rows: Vec<CustomerRow>,
    /// What the table holds, for people who do not see its heading.
    label: &'static str,
) -> impl IntoView {
    view! { <div class="table-frame">{InertElement::new(table(&rows, label, use_texts(), &use_clock()))}</div> }
}

fn table(rows: &[CustomerRow], label: &str, texts: Texts, clock: &Clock) -> String {
    let mut html = String::with_capacity((rows.len() + 1) * ROW_CHARS);
    html.push_str("<table class=\"table is-cards\"");
    push_attribute(&mut html, "aria-label", label);
    html.push_str("><thead><tr>");
    let heads = [
        texts.customers_name(),
        texts.field_domain(),
        texts.field_country(),
        texts.customers_contact(),
        texts.permissions_title(),
        texts.customers_last_change(),
    ];
    for head in heads {
        html.push_str("<th scope=\"col\">");
        push_text(head, &mut html);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        push_row(&mut html, row, texts, clock);
    }
    html.push_str("</tbody></table>");
    html
}

fn push_row(html: &mut String, row: &CustomerRow, texts: Texts, clock: &Clock) {
    html.push_str("<tr><th scope=\"row\" class=\"table__name\"><a class=\"table__link\"");
    // Whoever comes back to the list stands on the row that they left.
    push_attribute(html, "id", &row.id.to_string());
    push_attribute(html, "href", &routes::account(row.id));
    push_attribute(html, "title", &row.company_name);
    html.push('>');
    push_text(&row.company_name, html);
    html.push_str("</a></th><td class=\"is-clipped\"");
    push_attribute(html, "title", &row.domain);
    html.push('>');
    push_text(&row.domain, html);
    html.push_str("</td><td>");
    push_text(country_name(&row.company_country, texts.language), html);
    html.push_str("</td><td class=\"is-clipped\"><span class=\"table__contact\">");
    let contact = format!("{} {}", row.contact_first_name, row.contact_last_name);
    push_text(contact.trim(), html);
    html.push_str("</span> <span class=\"quiet\"");
    push_attribute(html, "title", &row.billing_email);
    html.push('>');
    push_text(&row.billing_email, html);
    html.push_str("</span></td><td class=\"table__permissions\">");
    push_permissions(html, &row.given(), texts);
    html.push_str("</td><td class=\"table__time\"");
    push_attribute(html, "data-label", texts.customers_last_change());
    html.push('>');
    push_time(html, row.updated_at_us, texts, clock);
    html.push_str("</td></tr>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::language::Language;
    use uuid::Uuid;

    #[test]
    fn no_value_of_a_customer_is_markup() {
        let evil = "<img src=x onerror=alert(1)> \" ' & </td>";
        let row = CustomerRow {
            id: Uuid::nil(),
            company_name: evil.to_owned(),
            domain: evil.to_owned(),
            company_country: evil.to_owned(),
            contact_first_name: evil.to_owned(),
            contact_last_name: evil.to_owned(),
            billing_email: evil.to_owned(),
            may_buy_reservations: true,
            may_buy_savings_plans: false,
            updated_at_us: 0,
        };
        let clock = Clock::new("<b>\"", [(0, 0)]);
        let html = table(&[row], evil, Texts { language: Language::English }, &clock);
        assert!(!html.contains("<img") && !html.contains("<b>"), "{html}");
        assert_eq!(html.matches("</td>").count(), 5, "{html}");
        // Between quotation marks of an attribute, none of a value's own.
        let within: Vec<&str> = html.split("title=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(within.len(), 4);
        assert!(within[..3].iter().all(|title| title.ends_with("/td&gt;") || title.ends_with("/td>")), "{within:?}");
    }
}
