//! The two halves of a financial statement.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::person::Money;

/// The figures that both halves are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    pub(super) sales: Money,
    /// Of a person: what the employer paid.
    pub(super) wages: Money,
    pub(super) costs: Money,
    /// Of a company: what its staff was paid.
    pub(super) staff: Money,
    pub(super) tax: Money,
    pub(super) tax_due: Money,
    pub(super) capital: Money,
    pub(super) earned_before: Money,
    pub(super) equipment: Money,
    /// How much of the equipment is worn, in thousandths.
    pub(super) worn: i64,
}

impl Sheet {
    fn revenue(&self) -> Money {
        self.sales + self.wages
    }

    fn before_taxes(&self) -> Money {
        self.revenue() - self.costs - self.staff
    }

    fn net(&self) -> Money {
        self.before_taxes() - self.tax
    }

    fn receivable(&self) -> Money {
        self.sales.per_mille(40)
    }

    fn payable(&self) -> Money {
        self.costs.per_mille(50)
    }

    /// Whatever the rest leaves.
    fn cash(&self) -> Money {
        self.liabilities() + self.equity() - self.fixed_assets() - self.receivable()
    }

    fn depreciation(&self) -> Money {
        self.equipment.per_mille(self.worn)
    }

    pub(super) fn current_assets(&self) -> Money {
        self.cash() + self.receivable()
    }

    pub(super) fn fixed_assets(&self) -> Money {
        self.equipment - self.depreciation()
    }

    pub(super) fn liabilities(&self) -> Money {
        self.payable() + self.tax_due
    }

    pub(super) fn equity(&self) -> Money {
        self.capital + self.equipment + self.earned_before + self.net()
    }
}

macro_rules! figures {
    ($(#[$about:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, Serialize, JsonSchema)]
        #[allow(missing_docs)]
        pub struct $name { $(pub $field: Option<Money>,)* }
    };
}

/// What was owned and owed at the end of the year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct FinancialStatementBalanceSheet {
    pub current_assets: FinancialStatementBalanceSheetCurrentAssets,
    pub non_current_assets: FinancialStatementBalanceSheetNonCurrentAssets,
    pub current_liabilities: FinancialStatementBalanceSheetCurrentLiabilities,
    pub non_current_liabilities: FinancialStatementBalanceSheetNonCurrentLiabilities,
    pub equity: FinancialStatementBalanceSheetEquity,
}

figures! {
    /// What can be turned into money within a year.
    FinancialStatementBalanceSheetCurrentAssets {
        cash_and_equivalents, short_term_investments, accounts_receivable, notes_receivable, other_debtors,
        bad_debt_provision, tax_recoverable, inventory, prepaid_expenses, assets_available_for_sale, total,
    }
}

figures! {
    /// What is kept for longer.
    FinancialStatementBalanceSheetNonCurrentAssets {
        property_plant_and_equipment, accumulated_depreciation_and_amortization, long_term_accounts_receivable,
        prepayment_to_suppliers, goodwill, intangible_assets, investments_in_associates,
        long_term_financial_instruments, total,
    }
}

figures! {
    /// What has to be paid within a year.
    FinancialStatementBalanceSheetCurrentLiabilities {
        bank_loans, accounts_payable, notes_payable, financial_instruments, other_creditors, income_tax_payable,
        customer_advances, provisions, taxes_payable, total,
    }
}

figures! {
    /// What has to be paid later.
    FinancialStatementBalanceSheetNonCurrentLiabilities {
        long_term_accounts_payable, long_term_financial_instruments, deferred_revenue,
        contributions_for_future_capital_increases, deferred_income_tax, employee_benefits, long_term_provisions,
        total,
    }
}

figures! {
    /// What belongs to the owners.
    FinancialStatementBalanceSheetEquity {
        stockholders_equity, future_capital_contributions, legal_reserve, capital_update_excess,
        capital_update_insufficiency, capital_reserve, share_premium_on_stock_sales, retained_earnings,
        other_comprehensive_income, controlling_interest, non_controlling_interest, total,
    }
}

figures! {
    /// What was earned in the year.
    FinancialStatementIncomeStatement {
        net_revenue, domestic_sales, foreign_sales, materials_used, cost_of_goods_sold, cost_of_services_sold,
        gross_profit, gross_loss, operating_expenses, operating_income, operating_loss, financial_result,
        income_statement_financial_gains, income_statement_financial_costs, equity_in_earnings_of_affiliates,
        income_before_taxes, loss_before_taxes, income_taxes, income_from_continuing_operations,
        loss_from_continuing_operations, discontinued_operations, net_income, net_loss,
    }
}

impl FinancialStatementBalanceSheet {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let owned = sheet.capital + sheet.equipment;
        Self {
            current_assets: FinancialStatementBalanceSheetCurrentAssets {
                cash_and_equivalents: Some(sheet.cash()),
                accounts_receivable: Some(sheet.receivable()),
                total: Some(sheet.current_assets()),
                ..Default::default()
            },
            non_current_assets: FinancialStatementBalanceSheetNonCurrentAssets {
                property_plant_and_equipment: Some(sheet.equipment),
                accumulated_depreciation_and_amortization: Some(sheet.depreciation()),
                total: Some(sheet.fixed_assets()),
                ..Default::default()
            },
            current_liabilities: FinancialStatementBalanceSheetCurrentLiabilities {
                accounts_payable: Some(sheet.payable()),
                income_tax_payable: Some(sheet.tax_due),
                total: Some(sheet.liabilities()),
                ..Default::default()
            },
            non_current_liabilities: FinancialStatementBalanceSheetNonCurrentLiabilities {
                total: Some(Money::ZERO),
                ..Default::default()
            },
            equity: FinancialStatementBalanceSheetEquity {
                stockholders_equity: Some(owned),
                retained_earnings: Some(sheet.earned_before + sheet.net()),
                total: Some(sheet.equity()),
                ..Default::default()
            },
        }
    }
}

/// An amount, and its opposite: only the one that is not below zero is told.
fn either(amount: Money) -> (Option<Money>, Option<Money>) {
    if amount < Money::ZERO { (None, Some(-amount)) } else { (Some(amount), None) }
}

impl FinancialStatementIncomeStatement {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let (gross_profit, gross_loss) = either(sheet.revenue() - sheet.costs);
        let (income, loss) = either(sheet.before_taxes());
        let (net_income, net_loss) = either(sheet.net());
        Self {
            net_revenue: Some(sheet.revenue()),
            domestic_sales: Some(sheet.revenue()),
            foreign_sales: Some(Money::ZERO),
            cost_of_goods_sold: Some(sheet.costs),
            gross_profit,
            gross_loss,
            operating_expenses: Some(sheet.staff),
            operating_income: income,
            operating_loss: loss,
            financial_result: Some(Money::ZERO),
            income_before_taxes: income,
            loss_before_taxes: loss,
            income_taxes: Some(sheet.tax),
            income_from_continuing_operations: net_income,
            loss_from_continuing_operations: net_loss,
            net_income,
            net_loss,
            ..Default::default()
        }
    }
}
