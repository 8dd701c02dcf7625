//! Texts from outside: how much of one a message repeats, which known word a wrong one was meant to be, and whether one
//! says what is looked for.

use std::borrow::Cow;

use serde_json::Value;

use super::limits::{LONGEST_WORD, SHOWN};
use super::synonyms;

/// What stands where a text is expected: a number is taken as that text, nothing else is (R-BASE-17).
pub fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// The beginning of a text, with an ellipsis where more follows.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

/// A text that cannot move the cursor of a terminal.
pub fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A text inside a message: short, and unable to move the cursor of a terminal.
pub fn shown(text: &str) -> String {
    let mut room = SHOWN;
    let mut shown = String::new();
    for piece in text.chars().map(visible) {
        let length = piece.chars().count();
        if length > room {
            shown.push('…');
            break;
        }
        room -= length;
        shown.push_str(&piece);
    }
    shown
}

/// The same in backquotes.
pub fn quote(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// The words with commas; the first few of many.
pub fn list(words: &[&str]) -> String {
    const LISTED: usize = 16;
    let first = words.get(..LISTED).unwrap_or(words).join(", ");
    match words.len().saturating_sub(LISTED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn visible(c: char) -> String {
    if is_unseen(c) { c.escape_unicode().collect() } else { c.into() }
}

/// What a name that is shown cannot have in it: control characters, and marks that reorder the text around them.
pub fn is_unseen(c: char) -> bool {
    c.is_control() || is_direction_mark(c)
}

/// Marks that reorder the text around them, and line separators.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The word that was probably meant: one that means the same, else the one that is the fewest slips away, else the
/// shortest that begins so, else the one that ends so after a dot.
///
/// Likeness costs the product of both lengths: a long text has no nearest word, and words of quite another length are
/// not looked at.
pub fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    if text.len() > LONGEST_WORD {
        return None;
    }
    let text = plain(text);
    synonyms::meant(&text, words).or_else(|| alike(&text, words)).or_else(|| part(&text, words))
}

/// The word that is spelt nearly so.
fn alike<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let length = text.chars().count();
    let near = (length / 3).max(1);
    let of_length = |word: &str| word.chars().count().abs_diff(length) <= near;
    let plain = words.iter().map(|word| (*word, plain(word))).filter(|(_, plain)| of_length(plain));
    let slips = plain.map(|(word, plain)| (strsim::osa_distance(text, &plain), word));
    slips.filter(|(slips, _)| *slips <= near).min_by_key(|(slips, _)| *slips).map(|(_, word)| word)
}

/// The word that this is the beginning of, or all that follows its last dot.
fn part<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    const SHORTEST: usize = 3;
    if text.chars().count() < SHORTEST {
        return None;
    }
    let begins = words.iter().filter(|word| plain(word).starts_with(text)).min_by_key(|word| word.len());
    let ends =
        || words.iter().find(|word| word.rsplit_once('.').is_some_and(|(_, last)| plain(last) == text));
    begins.or_else(ends).copied()
}

/// `; the nearest is …`, to go on with after a word that is not known.
pub fn the_nearest(text: &str, words: &[&str]) -> String {
    nearest(text, words).map(|word| format!("; the nearest is `{word}`")).unwrap_or_default()
}

/// A word as it is compared with others.
pub(super) fn plain(word: &str) -> String {
    folded(word).replace(['-', ' '], "_")
}

/// A text as it is searched: in small letters, without the accents of Spanish and Portuguese, with one kind of quote.
pub fn folded(text: &str) -> String {
    text.to_lowercase().chars().filter_map(without_accent).collect()
}

/// An accent that stands by itself, as some keyboards and systems send it, goes.
fn without_accent(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_forgives_a_slip_but_not_a_guess() {
        let words = ["login_error", "institution_down", "any"];
        assert_eq!(nearest("login_eror", &words), Some("login_error"));
        assert_eq!(nearest("Login-Error", &words), Some("login_error"));
        assert_eq!(nearest("institution", &words), Some("institution_down"), "it begins so");
        assert_eq!(nearest("ayn", &words), Some("any"));
        assert_eq!(nearest("wrong_password", &words), Some("login_error"), "it means the same");
        assert_eq!(nearest("wrong_colour", &words), None);
        assert_eq!(nearest("", &words), None);
    }

    #[test]
    fn a_word_of_another_meaning_of_the_same_letters_stays_unless_it_can_be() {
        assert_eq!(nearest("Mode", &["steps", "play"]), Some("play"));
        assert_eq!(nearest("mode", &["modes", "play"]), Some("play"), "meaning goes before spelling");
        assert_eq!(nearest("mode", &["modes", "steps"]), Some("modes"));
        assert_eq!(nearest("exit_step", &["widget.exit_step", "widget.mark"]), Some("widget.exit_step"));
    }

    #[test]
    fn accents_are_no_difference() {
        assert_eq!(folded("Sesión EXPIRADA, não"), "sesion expirada, nao");
        assert_eq!(folded("sesio\u{301}n"), "sesion", "the accent by itself");
        assert_eq!(nearest("sesión", &["sesion"]), Some("sesion"));
    }

    #[test]
    fn a_long_text_is_compared_with_nothing() {
        let word = "x".repeat(LONGEST_WORD);
        assert_eq!(nearest(&word, &[&word]), Some(&*word));
        let longer = "x".repeat(LONGEST_WORD + 1);
        assert_eq!(nearest(&longer, &[&longer]), None, "not even with itself");
    }

    #[test]
    fn a_quoted_word_is_short_and_harmless() {
        assert_eq!(quote("\u{1b}[2J"), "`\\u{1b}[2J`");
        assert_eq!(quote(&"é".repeat(100)).chars().count(), SHOWN + 3);
        assert!(quote(&"\u{1b}".repeat(100)).chars().count() <= SHOWN + 3);
    }

    #[test]
    fn a_text_is_cut_between_characters_and_a_list_after_sixteen() {
        assert_eq!(cut("ééé", 3), "ééé");
        assert_eq!(cut("éééé", 3), "ééé…");
        assert_eq!(list(&["a", "b"]), "a, b");
        assert!(list(&["a"; 100]).ends_with("a and 84 more"));
    }
}
