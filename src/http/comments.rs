//! What pages load carries no comments: they are for who reads the files.

/// A module without the lines that are comments and nothing else. Empty lines stay for them, so that what a console says
/// of a line is true of the file as well. A text over several lines must not have such lines in it.
pub(crate) fn without_comments(module: &str) -> String {
    let mut kept = String::with_capacity(module.len());
    let mut inside = false;
    for line in module.lines() {
        let text = line.trim();
        let begins = !inside && text.starts_with("/*");
        let comment = inside || begins || text.starts_with("//");
        inside = (inside || begins) && !text.ends_with("*/");
        kept.push_str(if comment { "" } else { line });
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_comments_are_empty_and_all_others_stay() {
        let module = "// one\nconst a = 1; // two\n  /** @type {string} */\n/**\n * three\n */\nconst b = \"// 4\";\n\n`\n*, *::after { color: red }`;\n";
        let wanted =
            "\nconst a = 1; // two\n\n\n\n\nconst b = \"// 4\";\n\n`\n*, *::after { color: red }`;\n";
        assert_eq!(without_comments(module), wanted);
    }
}
