//! Financial statements of a year: what was declared, with a balance sheet that balances.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::returns::Filing;
use super::sheet::{FinancialStatementBalanceSheet, FinancialStatementIncomeStatement, Sheet};
use crate::domain::base::time::Timestamp;
use crate::domain::person::dice::Dice;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// A year of a taxpayer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct FinancialStatement {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub error: Option<String>,
    pub year: String,
    pub currency: &'static str,
    pub balance_sheet: FinancialStatementBalanceSheet,
    pub income_statement: FinancialStatementIncomeStatement,
}

/// How many years are kept (R-FISC-02).
const YEARS: i16 = 3;

/// The last years that have been declared, newest first.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let filing = Filing::new(source, false);
    let newest = filing.newest_year();
    let years = (newest.saturating_sub(YEARS - 1)..=newest).rev();
    Ok(years.filter_map(|year| view(&filing, year)).collect())
}

fn view(filing: &Filing<'_>, year: i16) -> Option<Generated> {
    let source = filing.source;
    let sheet = sheet(filing, year)?;
    let id = source.id("statement", &year.to_string());
    let row = FinancialStatement {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        error: None,
        year: year.to_string(),
        currency: "MXN",
        balance_sheet: FinancialStatementBalanceSheet::of(&sheet),
        income_statement: FinancialStatementIncomeStatement::of(&sheet),
    };
    Some(Generated::new(id, &row))
}

/// What a year ended with; nothing of a year without an invoice.
pub(super) fn sheet(filing: &Filing<'_>, year: i16) -> Option<Sheet> {
    let sums = filing.taxes.year(year)?;
    let mut dice = Dice::of(&filing.source.subject().seed, "fiscal/sheet");
    let tax = filing.taxes.tax(&sums);
    let capital = filing.person.monthly_income().stepped(100_000);
    let age = i64::from(year) - i64::from(super::party::since(filing.person).year());
    Some(Sheet {
        sales: sums.sales,
        wages: if filing.business { Default::default() } else { sums.wages },
        costs: sums.purchases,
        staff: if filing.business { sums.wages } else { Default::default() },
        tax,
        tax_due: (tax - filing.taxes.held(&sums) - filing.taxes.paid_within(year)).max(Default::default()),
        capital,
        earned_before: capital.per_mille(dice.between(200, 900)),
        equipment: capital.per_mille(dice.between(1_000, 3_000)),
        worn: age.clamp(0, 9) * 100,
    })
}
