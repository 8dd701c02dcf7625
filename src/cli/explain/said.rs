//! What a text means that somebody has read: a message, or the words of a screen.

use serde_json::{Value, json};

use super::sheet::Sheet;
use super::topics::{Known, Topic, of_code, surfaces};
use crate::emulator::{CODES, CodeRow, Way, survey_label, survey_words, text};

/// A shorter piece of a message would fit too many.
const SHORTEST_PIECE: usize = 8;

/// Who says a text, and the whole texts in which it was found.
pub(super) struct Said {
    pub(super) code: &'static CodeRow,
    texts: Vec<&'static str>,
}

/// How well a text fits what was asked.
#[derive(Clone, Copy)]
enum Fit {
    Whole,
    Part,
}

impl Fit {
    fn fits(self, text: &str, asked: &str) -> bool {
        let text = text::folded(text);
        match self {
            Self::Whole => text == asked,
            Self::Part => asked.chars().count() >= SHORTEST_PIECE && text.contains(asked),
        }
    }
}

/// The codes that say it, as a message or on the screen: those that say exactly this, else those that say more.
pub(super) fn by_codes(asked: &str) -> Vec<Said> {
    let asked = text::folded(asked);
    let by = |fit: Fit| -> Vec<Said> { CODES.iter().filter_map(|code| said(code, &asked, fit)).collect() };
    Some(by(Fit::Whole)).filter(|exact| !exact.is_empty()).unwrap_or_else(|| by(Fit::Part))
}

fn said(code: &'static CodeRow, asked: &str, fit: Fit) -> Option<Said> {
    let screens = code.screen.into_iter().flatten().flat_map(|(title, text)| [*title, *text]);
    let all = code.messages.iter().copied().chain(screens);
    let texts: Vec<&str> = all.filter(|text| fit.fits(text, asked)).collect();
    (!texts.is_empty()).then_some(Said { code, texts })
}

/// The answer to the survey that says it.
pub(super) fn by_answers(asked: &str) -> Option<Topic<'static>> {
    let asked = text::folded(asked);
    let says = |word: &&str| survey_label(word).iter().any(|(_, label)| Fit::Part.fits(label, &asked));
    survey_words().find(says).map(Topic::Answer)
}

/// The explanation of a text: what it is and how to get it, before anything else of its code.
pub(super) fn sheet(said: &Said, ways: &[Way], known: &Known) -> Sheet {
    let code = said.code;
    let mut sheet = Sheet::new("code", code.name, code.about);
    sheet.json = of_code(code, &known.shown).json;
    sheet.put("text", json!(said.texts), said.texts.iter().map(|text| (*text).to_owned()).collect());
    let ways: Vec<&Way> = ways.iter().filter(|way| said.comes_by(way)).collect();
    sheet.put(
        "to get it",
        ways.iter().map(|way| row(way)).collect(),
        ways.iter().flat_map(|way| lines(way)).collect(),
    );
    sheet.note_all("shows", surfaces(code));
    sheet.note("more", format!("`belvo-emulator explain {}` tells all of this code", code.name));
    sheet
}

impl Said {
    /// A way to one of these messages; the words of a screen come with each message of the code.
    fn comes_by(&self, way: &Way) -> bool {
        let is_message = self.texts.iter().any(|text| self.code.messages.contains(text));
        way.fact.what == self.code.name && (!is_message || self.texts.contains(&way.fact.message.as_str()))
    }
}

fn row(way: &Way) -> Value {
    json!({
        "message": way.fact.message,
        "file": way.file.to_string(),
        "one_shot": way.one_shot.to_string(),
        "by_hand": way.by_hand.to_string(),
        "over_rest": way.over_rest.to_string(),
    })
}

fn lines(way: &Way) -> [String; 3] {
    [
        format!("scenario: {}", way.file),
        format!("user name: {}", way.by_hand),
        format!("over REST: {}", way.over_rest),
    ]
}
