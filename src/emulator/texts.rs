//! What the widget's screens say, for people who ask what they have read there.

use crate::assets;
use crate::domain::vocabulary::catalogue::LOCALES;

/// What the survey says for an answer, in each language.
pub(crate) fn survey_label(answer: &str) -> Vec<(&'static str, String)> {
    in_each_language(&format!("survey.{answer}"))
}

/// The text of a key, in each language.
pub(crate) fn in_each_language(key: &str) -> Vec<(&'static str, String)> {
    let text = |locale| screen_texts(locale).find(|(other, _)| *other == key).map(|(_, text)| (locale, text));
    LOCALES.into_iter().filter_map(text).collect()
}

/// All keys and texts of a language. A module of texts has a line for each: `"key": "text",`.
pub(crate) fn screen_texts(locale: &str) -> impl Iterator<Item = (&'static str, String)> {
    let module = assets::widget_texts(locale).unwrap_or_default();
    module.lines().filter_map(|line| {
        let (key, text) = line.trim().strip_prefix('"')?.split_once("\": ")?;
        Some((key, serde_json::from_str(text.trim_end_matches(',')).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::acts::survey_words;

    #[test]
    fn each_answer_has_words_in_each_language() {
        assert!(survey_words().all(|answer| survey_label(answer).len() == LOCALES.len()));
    }

    #[test]
    fn each_text_is_read() {
        for locale in LOCALES {
            let lines = assets::widget_texts(locale).unwrap_or_default().matches("\": \"").count();
            assert!(lines > 50 && screen_texts(locale).count() == lines, "{locale}");
        }
    }
}
