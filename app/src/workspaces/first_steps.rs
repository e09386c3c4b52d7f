//! What comes first where there is little yet: four steps, each with what of it is done and the way to it.

use crate::routes;
use crate::start::use_texts;
use crate::ui::Icon;
use leptos::prelude::*;
use model::countries::country_name;
use model::setup::{FirstSteps, KnownPartner};

/// A step that may be done already.
struct Step {
    is_done: bool,
    title: &'static str,
    text: String,
    /// Where it is done, and what the way is called.
    way: Option<(&'static str, &'static str)>,
}

/// The four steps. The first that is not done has the page's one primary button.
pub fn first_steps(steps: FirstSteps) -> AnyView {
    let texts = use_texts();
    let FirstSteps { partner, has_customers, has_colleagues, has_own_rules, sends_mail, asks_registries } = steps;
    let off = [(sends_mail, texts.first_no_mail()), (asks_registries, texts.first_no_registry())];
    let off: Vec<&str> = off.into_iter().filter(|(is_on, _)| !is_on).map(|(_, text)| text).collect();
    let step = |is_done, title, text: &str, way| Step { is_done, title, text: text.to_owned(), way };
    let to_people = (routes::PEOPLE, texts.first_invite());
    let all = [
        company(&partner),
        step(
            has_customers,
            texts.first_customers(),
            texts.first_customers_text(),
            Some((routes::NEW_CUSTOMER, texts.add_title())),
        ),
        step(has_colleagues, texts.first_people(), texts.first_people_text(), Some(to_people)),
        step(
            has_own_rules,
            texts.first_rules(),
            texts.first_rules_text(),
            Some((routes::CHANGE_POLICY, texts.first_look())),
        ),
    ];
    let next = all.iter().position(|step| !step.is_done && step.way.is_some());
    view! {
        <section aria-labelledby="first-steps">
            <h2 class="section-title" id="first-steps">{texts.first_title()}</h2>
            <p class="page-note">{texts.first_lead()}</p>
            <ol class="todos">
                {all.into_iter().enumerate().map(|(at, step)| line(at, step, next == Some(at))).collect_view()}
            </ol>
            {(!off.is_empty()).then(|| view! { <p class="page-note">{off.join(" ")} " " {texts.first_off()}</p> })}
        </section>
    }
    .into_any()
}

/// What the partner is: said when the installation was set up.
fn company(partner: &KnownPartner) -> Step {
    let texts = use_texts();
    let country = country_name(&partner.country, texts.language);
    let known: Vec<&str> =
        [partner.name.as_str(), &country, &partner.time_zone].into_iter().filter(|text| !text.is_empty()).collect();
    let text = if partner.name.is_empty() { texts.first_company_missing().to_owned() } else { known.join(" · ") };
    Step { is_done: !partner.name.is_empty(), title: texts.first_company(), text, way: None }
}

fn line(at: usize, step: Step, is_next: bool) -> AnyView {
    let texts = use_texts();
    let Step { is_done, title, text, way } = step;
    let sign = if is_done {
        view! { <Icon name="check" /> <span class="visually-hidden">{texts.first_done()}</span> }.into_any()
    } else {
        (at + 1).into_any()
    };
    let class = if is_next { "button is-primary" } else { "button" };
    let way = way.filter(|_| !is_done).map(|(href, name)| {
        view! { <a class=class href=href rel=routes::is_from_server(href).then_some("external")>{name}</a> }
    });
    view! {
        <li class="todo">
            <span class="todo__count">{sign}</span>
            <h3 class="todo__title">{title}</h3>
            <p class="todo__text">{text}</p>
            {way}
        </li>
    }
    .into_any()
}
