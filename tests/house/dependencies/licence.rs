//! Judges a licence expression: `MIT OR (Apache-2.0 AND ISC)`, `Apache-2.0 WITH LLVM-exception`, and the old `MIT/ISC`.

/// Whether what the expression asks for can be met with these licences; an error when it cannot be read.
pub(crate) fn is_met(expression: &str, allowed: &[&str]) -> Result<bool, String> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let met = reader.either()?;
    match reader.words {
        [] => Ok(met),
        [word, ..] => Err(format!("`{expression}`: `{word}` is not expected there")),
    }
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn next_is(&mut self, word: &str) -> bool {
        let is = self.words.first().is_some_and(|first| first.eq_ignore_ascii_case(word));
        if is {
            self.words = &self.words[1..];
        }
        is
    }

    fn either(&mut self) -> Result<bool, String> {
        let mut met = self.all()?;
        while self.next_is("OR") {
            met |= self.all()?;
        }
        Ok(met)
    }

    fn all(&mut self) -> Result<bool, String> {
        let mut met = self.one()?;
        while self.next_is("AND") {
            met &= self.one()?;
        }
        Ok(met)
    }

    fn one(&mut self) -> Result<bool, String> {
        if self.next_is("(") {
            let met = self.either()?;
            return if self.next_is(")") { Ok(met) } else { Err(String::from("a bracket is not closed")) };
        }
        let mut name = self.licence()?;
        if self.next_is("WITH") {
            name = format!("{name} WITH {}", self.licence()?);
        }
        Ok(self.allowed.contains(&name.as_str()))
    }

    fn licence(&mut self) -> Result<String, String> {
        let plain = |word: &&&str| !["AND", "OR", "WITH", "(", ")"].contains(*word);
        let name = self.words.first().filter(plain).ok_or("a licence is missing")?;
        self.words = &self.words[1..];
        Ok((*name).to_owned())
    }
}

#[test]
fn an_expression_is_judged_as_it_is_written() {
    let met = |expression: &str| is_met(expression, &["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
    assert_eq!(met("MIT"), Ok(true));
    assert_eq!(met("GPL-3.0-only"), Ok(false));
    assert_eq!(met("GPL-3.0-only OR MIT"), Ok(true));
    assert_eq!(met("GPL-3.0-only AND MIT"), Ok(false));
    assert_eq!(met("GPL-3.0-only OR MIT AND ISC"), Ok(true));
    assert_eq!(met("(GPL-3.0-only OR MIT) AND ISC"), Ok(true));
    assert_eq!(met("MIT OR ISC AND GPL-3.0-only"), Ok(true));
    assert_eq!(met("(MIT OR ISC) AND GPL-3.0-only"), Ok(false));
    assert_eq!(met("Apache-2.0 WITH LLVM-exception"), Ok(true));
    assert_eq!(met("Apache-2.0"), Ok(false));
    assert_eq!(met("MIT/Apache-2.0"), Ok(true));
    for broken in ["", "MIT OR", "(MIT", "MIT ISC", "MIT)", "AND"] {
        assert!(met(broken).is_err(), "`{broken}` was read");
    }
}
