//! Whose data is generated, and how much of it.

use jiff::civil::Date;

use super::money::Currency;
use super::persona::Persona;

/// The country of an institution and of its customers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Country {
    /// Mexico: pesos, CLABE, CURP and RFC.
    Mexico,
    /// Colombia: pesos, cédula and NIT.
    Colombia,
    /// Brazil: reais, agency and account, CPF and CNPJ.
    Brazil,
}

impl Country {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mexico, Self::Colombia, Self::Brazil];

    /// From the two letters that an institution carries (`MX`, `CO`, `BR`).
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|country| country.code() == code)
    }

    /// ISO 3166-1, two letters.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mexico => "MX",
            Self::Colombia => "CO",
            Self::Brazil => "BR",
        }
    }

    /// ISO 3166-1, three letters.
    pub fn code3(self) -> &'static str {
        match self {
            Self::Mexico => "MEX",
            Self::Colombia => "COL",
            Self::Brazil => "BRA",
        }
    }

    /// What its accounts are kept in (R-ACC-03).
    pub fn currency(self) -> Currency {
        match self {
            Self::Mexico => Currency::Mxn,
            Self::Colombia => Currency::Cop,
            Self::Brazil => Currency::Brl,
        }
    }
}

/// How much data a link has; the sandbox's user names choose it (R-LINK-30).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSet {
    /// All kinds of accounts, more transactions than a page holds.
    Full,
    /// No account at all.
    None,
    /// Two accounts, at most ten transactions.
    Low,
    /// As low, with balances below zero.
    Negative,
}

impl DataSet {
    /// By their names in `data`.
    pub const ALL: [(&'static str, Self); 4] =
        [("full", Self::Full), ("none", Self::None), ("low", Self::Low), ("negative", Self::Negative)];

    /// By how the user name ends: `101` none, `102` low, `103` negative; any other is full (R-LINK-30).
    pub fn of_user_name(name: &str) -> Self {
        let known = [("101", Self::None), ("102", Self::Low), ("103", Self::Negative)];
        known.into_iter().find(|(end, _)| name.ends_with(end)).map_or(Self::Full, |(_, set)| set)
    }
}

/// What a person and a ledger are generated from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Chance: the same seed is the same person.
    pub seed: [u8; 32],
    /// Chance: what the person has at one bank.
    pub bank: [u8; 32],
    /// How the person lives.
    pub persona: Persona,
    /// Where the person banks.
    pub country: Country,
    /// Whether the accounts belong to a company; the person is then its representative.
    pub business: bool,
    /// How much there is.
    pub set: DataSet,
    /// The day that the link was made; the ledger begins on the first of the month twelve months before.
    pub from: Date,
    /// The last day that is told.
    pub today: Date,
    /// A document number that the user typed as user name (CPF, CNPJ, CURP, RFC), which is then the subject's own.
    pub document: Option<String>,
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::strategy::Strategy;

    use super::*;

    /// Any subject with such data, some time after the link was made.
    pub(crate) fn any(set: DataSet) -> impl Strategy<Value = Subject> {
        let days = (0..40_000_i64, 0..400_i64);
        let seeds = proptest::prelude::any::<([u8; 32], [u8; 32])>();
        (seeds, 0..3_usize, proptest::bool::ANY, days).prop_map(move |((seed, bank), at, business, days)| {
            let from = date(1975, 1, 1).saturating_add(days.0.days());
            let today = from.saturating_add(days.1.days());
            let persona = Persona::of_seed(&seed, business, false);
            let country = Country::ALL[at];
            Subject { seed, bank, persona, country, business, set, from, today, document: None }
        })
    }

    #[test]
    fn r_link_30_the_end_of_a_user_name_chooses_the_data() {
        for (name, set) in [
            ("bnk100", DataSet::Full),
            ("bnk101", DataSet::None),
            ("fiscal102", DataSet::Low),
            ("gig103", DataSet::Negative),
            ("bnk1006", DataSet::Full),
            ("user_valid", DataSet::Full),
            ("", DataSet::Full),
        ] {
            assert_eq!(DataSet::of_user_name(name), set, "{name}");
        }
    }

    #[test]
    fn r_acc_03_each_country_has_its_currency() {
        let words = Country::ALL.map(|country| (country.code(), country.currency().code()));
        assert_eq!(words, [("MX", "MXN"), ("CO", "COP"), ("BR", "BRL")]);
        assert!(Country::ALL.iter().all(|country| Country::of_code(country.code()) == Some(*country)));
    }
}
