//! `/api/institutions/` (R-INST) and the institutions' images, generated here (R-INST-08).

mod shapes;

use http::StatusCode;
use serde_json::{Value, json};

use crate::domain::base::options::{InstitutionCode, Options};
use crate::domain::link::institution::Institution;
use crate::domain::record::filter::{Filter, IS, IS_IN, Kind, Op};
use crate::domain::vocabulary::InstitutionState;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::message::Reply;
use crate::http::page::Line;
use crate::http::rows::{Cell, Row};
use crate::http::service::Service;
use crate::http::{filters, paging};
pub(super) use shapes::shape;

pub(super) const FILTERS: &[Filter] = &[
    Filter::new("display_name", Kind::Part, IS),
    Filter::new("country_code", Kind::Text, IS_IN),
    Filter::new("name", Kind::Text, IS_IN),
    Filter::new("resources", Kind::Text, &[Op::AllIn]),
    Filter::new("status", Kind::Text, IS_IN),
    Filter::new("type", Kind::Text, IS_IN),
    Filter::new("website", Kind::Text, IS),
];

/// An institution as the settings show it.
struct Shown<'a> {
    institution: &'a Institution,
    state: InstitutionState,
    options: &'a Options,
}

impl Row for Shown<'_> {
    fn cell(&self, path: &str) -> Cell<'_> {
        match path {
            "resources" => {
                Cell::Texts(self.institution.offered(self.options).iter().map(String::as_str).collect())
            }
            "status" => Cell::text(self.state.status().name()),
            _ => match self.institution.row.get(path) {
                None => Cell::Missing,
                Some(value) => Cell::maybe(value.as_str()),
            },
        }
    }
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let options = world.options();
    let shown = |institution| Shown { institution, state: world.state_of(institution), options: &options };
    let rows = world.core.institutions.iter().map(shown);
    let tests = filters::read(FILTERS, &call.query, &options)?;
    paging::of(call, &options, &tests, rows, |shown| line(world, shown.institution, call, &options))
}

pub(super) fn detail(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id: u32 = call.param("id").parse().map_err(|_| Failure::NotFound)?;
    let institution = world.core.institutions.iter().find(|row| row.id == id).ok_or(Failure::NotFound)?;
    Ok(Answer::ok(view(world, institution, &call.base, &world.options())))
}

/// The row as text: put together for each caller from pieces that are written once.
fn line(world: &World, institution: &Institution, call: &Call<'_>, options: &Options) -> Line {
    // A character that no row has.
    const BASE: &str = "\u{f8ff}";
    let write = || {
        let text = view(world, institution, BASE, options).to_string();
        text.split(BASE).map(Box::from).collect()
    };
    let base = json!(call.base).to_string();
    let base = base.trim_matches('"');
    if world.core.availability.set_by_hand(&institution.name).is_some() {
        return Line::Text(view(world, institution, &call.base, options).to_string().into());
    }
    Line::Text(institution.written.pieces(options, write).join(base).into())
}

/// The row as the sandbox sends it, with images on this emulator.
fn view(world: &World, institution: &Institution, base: &str, options: &Options) -> Value {
    let mut row = institution.row.clone();
    if options.gotham && institution.name.starts_with("gotham") {
        ask_token(&mut row, &world.core.institutions);
    }
    for key in ["logo", "icon_logo", "text_logo"] {
        if let Some(Value::String(path)) = row.get_mut(key) {
            path.insert_str(0, base);
        }
    }
    row["resources"] = json!(institution.offered(options));
    row["status"] = json!(world.state_of(institution).status());
    if options.institution_code == InstitutionCode::Null
        && let Some(code) = row.get_mut("code")
    {
        *code = Value::Null;
    }
    row
}

/// What the row of an institution that asks for tokens has on top (R-MFA-10).
fn ask_token(row: &mut Value, institutions: &[Institution]) {
    let asks = |row: &&Institution| row.row["features"].as_array().is_some_and(|list| !list.is_empty());
    let Some(model) = institutions.iter().find(asks).map(|institution| &institution.row) else { return };
    row["features"] = model["features"].clone();
    let token = model["form_fields"]
        .as_array()
        .and_then(|fields| fields.iter().find(|field| field["name"] == "token"));
    if let (Value::Array(fields), Some(token)) = (&mut row["form_fields"], token) {
        fields.push(token.clone());
    }
}

/// A square with the institution's first letter, or its name in a line: our own drawing in the institution's colour.
pub(in crate::http) fn image(service: &Service, call: &Call<'_>) -> Reply {
    let path = call.path.trim_end_matches('/');
    let start = service.store.next_start();
    let has_it = |key: &str, row: &Institution| row.row.get(key).and_then(Value::as_str) == Some(path);
    let icon = start.institutions.iter().find(|row| has_it("icon_logo", row));
    let text = start.institutions.iter().find(|row| has_it("text_logo", row));
    let svg = match (icon, text) {
        (Some(row), _) => picture(56, &row.primary_color, 28, 38, "middle", &first_letter(&row.display_name)),
        (_, Some(row)) => picture(220, &row.primary_color, 16, 38, "start", first_word(&row.display_name)),
        _ => return Reply::empty(StatusCode::NOT_FOUND),
    };
    Reply::new(StatusCode::OK, "image/svg+xml", svg)
}

fn first_letter(name: &str) -> String {
    name.chars().take(1).collect()
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn picture(width: u32, color: &str, x: u32, y: u32, anchor: &str, text: &str) -> String {
    let (color, text) = (escaped(color), escaped(text));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 56\" role=\"img\" aria-label=\"{text}\">\
         <rect width=\"{width}\" height=\"56\" rx=\"12\" fill=\"{color}\"/>\
         <text x=\"{x}\" y=\"{y}\" font-family=\"system-ui,sans-serif\" font-size=\"28\" font-weight=\"600\" \
         text-anchor=\"{anchor}\" fill=\"#fff\">{text}</text></svg>"
    )
}

/// Institutions of `--assets` are called what their author likes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_begins_with_any_letter_is_drawn() {
        assert_eq!(first_letter("Ágora & Cía"), "Á");
        assert_eq!(first_letter(""), "");
        let svg = picture(56, "#056dae", 28, 38, "middle", "<&\"");
        assert!(svg.contains("aria-label=\"&lt;&amp;&quot;\""), "{svg}");
    }
}
