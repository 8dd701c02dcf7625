//! The script that pages embed: modules among the assets, joined into one classic script.
//!
//! A page needs `belvoSDK` as soon as the tag has loaded (W-LOAD-05) and after one request, so the script cannot import.
//! Its parts do, so that people and tools read them as what they are. Joining is all that happens to them: each part
//! once, after those it imports, without the words `import` and `export`, in one function of its own. Hence an import
//! stands on one line, renames nothing, and no two parts give the same name to different things.

use std::collections::BTreeSet;

use super::service::Service;

/// The part that imports the others.
const FIRST: &str = "widget/belvo-widget.js";

/// The text in the script that stands for what the server writes into it on delivery.
const DELIVERED: &str = "\"__BELVO_EMULATOR_DELIVERED__\"";

impl Service {
    /// The script with these words written into it; where they belong is looked for once.
    pub(super) fn delivered(&self, words: &str) -> String {
        let script = self.script().unwrap_or_default();
        let at = *self.delivered_at.get_or_init(|| script.find(DELIVERED).unwrap_or(script.len()));
        let (before, after) = script.split_at(at);
        [before, words, after.get(DELIVERED.len()..).unwrap_or_default()].concat()
    }

    /// The script, or what its files lack.
    pub(crate) fn script(&self) -> Result<&str, &str> {
        let file = |path: &str| self.files.get(path);
        let text = |path: &str| file(path).map(|file| String::from_utf8_lossy(&file.body).into_owned());
        let joined = self.script.get_or_init(|| join(text));
        joined.as_ref().map(String::as_str).map_err(String::as_str)
    }
}

/// The parts in one function.
///
/// # Errors
///
/// What is missing, in words.
fn join(read: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut joined = String::from("(() => {\n\"use strict\";\n");
    append(&read, FIRST, &mut BTreeSet::new(), &mut joined)?;
    joined.push_str("})();\n");
    match joined.matches(DELIVERED).count() {
        1 => Ok(joined),
        count => Err(format!("{FIRST}: {count} places for the emulator's address ({DELIVERED}), 1 expected")),
    }
}

fn append(
    read: &impl Fn(&str) -> Option<String>,
    path: &str,
    known: &mut BTreeSet<String>,
    joined: &mut String,
) -> Result<(), String> {
    let text = read(path).ok_or_else(|| format!("{path} is missing"))?;
    let (imports, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("import "));
    for line in imports {
        let part = imported(path, line).ok_or_else(|| format!("{path}: cannot read `{line}`"))?;
        if known.insert(part.clone()) {
            append(read, &part, known, joined).map_err(|why| format!("{why}; {path} imports it"))?;
        }
    }
    for line in rest {
        joined.push_str(line.strip_prefix("export ").unwrap_or(line));
        joined.push('\n');
    }
    Ok(())
}

/// The path in `import { ... } from "./script/run.js";`, seen from the part where it stands.
fn imported(path: &str, line: &str) -> Option<String> {
    let (_, from) = line.split_once(" from \"./")?;
    let (directory, _) = path.rsplit_once('/')?;
    Some(format!("{directory}/{}", from.strip_suffix("\";")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(parts: &[(&str, &str)]) -> Result<String, String> {
        join(|path| parts.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned()))
    }

    const ENTRY: (&str, &str) =
        (FIRST, "import { a } from \"./script/a.js\";\nimport { b } from \"./script/b.js\";\na(b);\n");
    const A: (&str, &str) =
        ("widget/script/a.js", "import { b } from \"./b.js\";\nexport const a = (c) => c + b;\n");

    #[test]
    fn each_part_stands_once_after_those_it_imports() {
        let b = ("widget/script/b.js", "export const b = \"__BELVO_EMULATOR_DELIVERED__\";\n");
        let wanted = format!(
            "(() => {{\n\"use strict\";\nconst b = {DELIVERED};\nconst a = (c) => c + b;\na(b);\n}})();\n"
        );
        assert_eq!(joined(&[ENTRY, A, b]), Ok(wanted));
    }

    #[test]
    fn what_cannot_be_joined_is_told_in_words() {
        let b = ("widget/script/b.js", "export const b = 1;\n");
        let lines = ("widget/script/b.js", "import {\n  c,\n} from \"./c.js\";\n");
        let cases: [(&[(&str, &str)], &str); 4] = [
            (&[], "widget/belvo-widget.js is missing"),
            (&[ENTRY, A], "widget/script/b.js is missing; widget/script/a.js imports it"),
            (&[ENTRY, A, lines], "widget/script/b.js: cannot read `import {`"),
            (&[ENTRY, A, b], "0 places for the emulator's address"),
        ];
        for (parts, wanted) in cases {
            let why = joined(parts).expect_err("a fault");
            assert!(why.contains(wanted), "{why}");
        }
    }
}
