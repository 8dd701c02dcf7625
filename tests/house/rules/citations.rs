//! Finding the ids of rules in sources: `W-EVT-12 to 15`, `R-PAGE-01, 02`, `fn w_cfg_14_and_15_…`.

use std::collections::BTreeSet;

use regex_lite::Regex;

/// All ids that a text cites.
pub fn cited(text: &str) -> BTreeSet<String> {
    let written =
        Regex::new(r"\b([WR])-([A-Z]+)-(\d\d)((?:(?:,? to |, | and |\.\.)\d\d\b)*)").expect("a pattern");
    let further = Regex::new(r"(,? to |, | and |\.\.)(\d\d)").expect("a pattern");
    let named = Regex::new(r"fn (\w+)").expect("a pattern");
    let mut found = BTreeSet::new();
    for one in written.captures_iter(text) {
        let mut area = Area::new(&one[1], &one[2], &one[3]);
        for more in further.captures_iter(&one[4]) {
            area.more(&more[2], more[1].contains("to") || &more[1] == "..");
        }
        found.extend(area.ids);
    }
    found.extend(named.captures_iter(text).flat_map(|one| of_name(&one[1])));
    found
}

/// The ids of one area that a citation names.
struct Area {
    prefix: String,
    last: u32,
    ids: BTreeSet<String>,
}

impl Area {
    fn new(kind: &str, area: &str, number: &str) -> Self {
        let mut new =
            Self { prefix: format!("{kind}-{area}-").to_uppercase(), last: 0, ids: BTreeSet::new() };
        new.more(number, false);
        new
    }

    /// One more number, or all up to it.
    fn more(&mut self, number: &str, through: bool) {
        let number = number.parse().expect("two digits");
        let first = if through { self.last } else { number };
        self.ids.extend((first..=number).map(|number| format!("{}{number:02}", self.prefix)));
        self.last = number;
    }
}

/// The ids within a function's name, wherever they stand.
fn of_name(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split('_').collect();
    let starts = (0..words.len()).filter(|at| starts(&words[*at..]));
    starts.flat_map(|at| of_words(&words[at..])).collect()
}

fn starts(words: &[&str]) -> bool {
    matches!(words, ["w" | "r", area, number, ..] if !area.is_empty() && is_number(number))
}

fn is_number(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn of_words(words: &[&str]) -> BTreeSet<String> {
    let mut area = Area::new(words[0], words[1], words[2]);
    let mut through = false;
    for word in &words[3..] {
        match *word {
            "and" => through = false,
            "to" => through = true,
            number if is_number(number) => area.more(number, through),
            _ => break,
        }
    }
    area.ids
}

#[test]
fn citations_are_found_however_they_are_written() {
    let all = |text| cited(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(all("(W-EVT-12 to 15)"), "W-EVT-12 W-EVT-13 W-EVT-14 W-EVT-15");
    assert_eq!(all("R-BASE-02 to 04, 13, W-CB-01"), "R-BASE-02 R-BASE-03 R-BASE-04 R-BASE-13 W-CB-01");
    assert_eq!(all("W-CONT-02..04, W-CODE-16 and 17"), "W-CODE-16 W-CODE-17 W-CONT-02 W-CONT-03 W-CONT-04");
    assert_eq!(all("fn w_cfg_14_and_15_dialog() {}"), "W-CFG-14 W-CFG-15");
    assert_eq!(all("fn w_test_02_111111_is_right() {}"), "W-TEST-02");
    assert_eq!(all("fn told_w_cfg_28_to_30_w_tok_26() {}"), "W-CFG-28 W-CFG-29 W-CFG-30 W-TOK-26");
    assert_eq!(all("fn r_tok_08_to_10_and_a_word() {}"), "R-TOK-08 R-TOK-09 R-TOK-10");
    assert_eq!(all("R-ERR alone, XW-CB-01, W-CB-1"), "");
}
