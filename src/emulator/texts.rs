//! What the widget's screens say, for people who ask what they have read there.

use crate::assets;
use crate::domain::vocabulary::catalogue::LOCALES;

/// What the survey says for an answer, in each language.
pub(crate) fn survey_label(answer: &str) -> Vec<(&'static str, String)> {
    let key = format!("\"survey.{answer}\": ");
    LOCALES.into_iter().filter_map(|locale| Some((locale, label(locale, &key)?))).collect()
}

/// A module of texts has a line for each: `"key": "text",`.
fn label(locale: &str, key: &str) -> Option<String> {
    let module = assets::widget_texts(locale)?;
    let line = module.lines().find_map(|line| line.trim().strip_prefix(key))?;
    serde_json::from_str(line.trim_end_matches(',')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::acts::survey_words;

    #[test]
    fn each_answer_has_words_in_each_language() {
        assert!(survey_words().all(|answer| survey_label(answer).len() == LOCALES.len()));
    }
}
