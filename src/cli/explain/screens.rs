//! What a text means that stands on a screen of the widget, and is no error.

use serde_json::json;

use super::sheet::{Sheet, Shown};
use crate::emulator::{PageRow, acts_on, catalogue, in_each_language, pages, screen_texts, text};

/// A text of the widget.
pub(super) struct Text {
    key: &'static str,
    /// The screen that it stands on; nothing where several have it.
    page: Option<&'static PageRow>,
}

/// The text of a screen that says this, whole or else in part.
pub(super) fn saying(asked: &str) -> Option<Text> {
    let asked = text::folded(asked);
    let by = |fits: fn(&str, &str) -> bool| {
        let all = catalogue::LOCALES.into_iter().flat_map(screen_texts);
        all.into_iter().find(|(_, text)| fits(&text::folded(text), &asked)).map(|(key, _)| key)
    };
    let key = by(says).or_else(|| by(says_more))?;
    let begins = |page: &&PageRow| page.texts.iter().any(|word| key.split('.').next() == Some(word));
    Some(Text { key, page: pages::PAGES.iter().find(begins) })
}

/// Whether a text says this, with anything in place of its names and numbers: `Log in to {i}`.
fn says(text: &str, asked: &str) -> bool {
    let mut pieces = text.split(['{', '}']).step_by(2);
    let Some(mut rest) = pieces.next().and_then(|first| asked.strip_prefix(first)) else { return false };
    let mut open = false;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
        open = piece.is_empty();
    }
    rest.is_empty() || open
}

/// A shorter piece would fit too many.
const SHORTEST_PIECE: usize = 8;

fn says_more(text: &str, asked: &str) -> bool {
    asked.chars().count() >= SHORTEST_PIECE && text.contains(asked)
}

impl Text {
    pub(super) fn sheet(&self, shown: &Shown) -> Sheet {
        let texts = in_each_language(self.key);
        let english = texts.iter().find(|(locale, _)| *locale == "en").map(|(_, text)| text.clone());
        let about = match self.page {
            Some(page) => format!("A text of the screen `{}`. {}", page.name, page.about),
            None => "A text of every screen that has it.".to_owned(),
        };
        let mut sheet = Sheet::new("text", english.unwrap_or_default(), about);
        sheet.list("texts", texts.into_iter().map(|(locale, text)| format!("{locale}  {text}")));
        let Some(page) = self.page else { return sheet };
        sheet.silent("screen", json!(page.name));
        let loads = page.path.map(|path| format!("onEvent: PAGE_LOAD with page: {path}"));
        sheet.list("shows", loads.into_iter());
        let acts: Vec<&str> = acts_on(page.page).into_iter().map(|verb| verb.name()).collect();
        sheet.words("acts", &acts);
        sheet.scenarios(shown.iter().filter(|(_, summary)| summary.passes(page.page)));
        sheet.words("rules", &[page.rule]);
        sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_names_in_it_is_found_by_what_people_have_read() {
        assert!(
            says("log in to {i}", "log in to erebor bank") && says("{n} seconds left", "30 seconds left")
        );
        assert!(says("done", "done") && !says("done", "done it") && !says("log in to {i}", "log out of it"));
        assert!(says("{c} uses belvo to connect your account", "acme uses belvo to connect your account"));
    }

    #[test]
    fn every_text_stands_on_one_screen_or_on_several() {
        let general = ["mark", "nav", "help"];
        for (key, _) in screen_texts("en") {
            let first = key.split('.').next().unwrap_or_default();
            let pages = pages::PAGES.iter().filter(|page| page.texts.contains(&first)).count();
            assert_eq!(pages, usize::from(!general.contains(&first)), "{key}");
        }
    }
}
