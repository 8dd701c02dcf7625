//! Lists of data: any filters leave what each of them leaves, and pages leave nothing out (R-PAGE-04, R-PAGE-20).

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use belvo_emulator::Request;
use belvo_emulator::domain::record::filter::{Filter, Kind, Op};
use belvo_emulator::domain::record::resource::Resource;
use belvo_emulator::domain::record::table as record;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::support::desk::Desk;

/// Users who together have records of every resource that the sandbox has.
const USERS: [(&str, &str); 6] = [
    ("erebor_mx_retail", "bnk100"),
    ("ofmockbank_br_retail", "76109277673"),
    ("ofmockbank_br_retail", "50685362006773"),
    ("tatooine_mx_fiscal", "PFIS010101000"),
    ("tatooine_mx_fiscal", "PMO010101000"),
    ("planet_mx_employment", "BLPM951331IONVGR54"),
];

/// Where a filter's name is not its column, written down a second time.
const COLUMNS: [(&str, &str, &str); 13] = [
    ("/api/accounts/", "institution", "institution__name"),
    ("/api/balances/", "account", "account__id"),
    ("/api/balances/", "currency", "account__currency"),
    ("/api/balances/", "institution", "account__institution__name"),
    ("/api/bills/", "account", "account__id"),
    ("/api/br/balances/", "account", "account_id"),
    ("/api/incomes/", "account", "income_streams__account_id"),
    ("/api/recurring-expenses/", "account", "account__id"),
    ("/api/risk-insights/", "account", "accounts"),
    ("/api/tax-returns/", "ejercicio", "informacion_general__ejercicio"),
    ("/api/tax-returns/", "tipo_declaracion", "informacion_general__tipo_declaracion"),
    ("/api/transactions/", "account", "account__id"),
    ("/api/transactions/", "account_type", "account__type"),
];

/// What a link has of a resource.
struct List {
    resource: &'static Resource,
    link: String,
    rows: Vec<Value>,
}

static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);
static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let links = USERS.map(|(institution, user)| DESK.must_link(institution, user, "recurrent"));
    let lists = links.iter().flat_map(|link| record::all().map(move |resource| List::of(resource, link)));
    // Consents take no link.
    lists.filter(|list| !list.rows.is_empty() && !list.resource.always).collect()
});

/// All rows, by following `next`. Whole records are held against the document elsewhere.
#[track_caller]
fn followed(mut target: String) -> Vec<Value> {
    let mut rows = Vec::new();
    loop {
        let request = Request::get(&target).header("host", "127.0.0.1").keys("desk", "secret");
        let page = DESK.must(200, DESK.emulator.handle(&request));
        rows.extend(page["results"].as_array().expect("rows").iter().cloned());
        match page["next"].as_str() {
            Some(next) => target = next.replace("http://127.0.0.1", ""),
            None => {
                assert_eq!(page["count"], rows.len(), "{target}");
                return rows;
            }
        }
    }
}

impl List {
    fn of(resource: &'static Resource, link: &str) -> Self {
        let rows = followed(format!("{}?link={link}&page_size=1000", resource.path));
        Self { resource, link: link.to_owned(), rows }
    }

    /// A parameter that some of its rows have a value for.
    fn asked(&self, (filter, op, one, other, by_day): &Grant) -> Option<Asked> {
        let filters: Vec<&Filter> = self.resource.filters.iter().filter(|one| one.name != "link").collect();
        let filter = filters.get(filter.index(filters.len().max(1))).copied()?;
        let column = column(self.resource.path, filter.name);
        let mut operands = Vec::new();
        for row in [one, other] {
            let text = text(cells(row.get(&self.rows), column).first()?)?;
            let day = *by_day && filter.kind == Kind::Time;
            operands.push(if day { text[..10].to_owned() } else { text });
        }
        let asked = Asked { filter, op: *op.get(filter.ops), column, operands };
        Some(asked).filter(|asked| !asked.operands.iter().any(|text| text.is_empty() || text.contains(',')))
    }
}

/// A filter, its suffix, two rows to take values from, and whether a time is told by its day.
type Grant = (Index, Index, Index, Index, bool);

/// A parameter.
#[derive(Debug)]
struct Asked {
    filter: &'static Filter,
    op: Op,
    column: &'static str,
    operands: Vec<String>,
}

impl Asked {
    fn name(&self) -> String {
        format!("{}{}", self.filter.name, self.op.suffix())
    }

    fn query(&self) -> String {
        let value = match self.op {
            Op::Contains => part(&self.operands[0]),
            op if op.many() => self.operands.join(","),
            _ => self.operands[0].clone(),
        };
        let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("&{}={encoded}", self.name())
    }

    fn holds(&self, row: &Value) -> bool {
        cells(row, self.column).into_iter().any(|cell| {
            let order = |at: usize| order(self.filter.kind, cell, &self.operands[at]);
            match self.op {
                Op::Is => order(0).is_eq(),
                Op::In => order(0).is_eq() || order(1).is_eq(),
                Op::Gt => order(0).is_gt(),
                Op::Gte => order(0).is_ge(),
                Op::Lt => order(0).is_lt(),
                Op::Lte => order(0).is_le(),
                Op::Range => order(0).is_ge() && order(1).is_le(),
                Op::Contains => {
                    text(cell).is_some_and(|text| text.to_uppercase().contains(&part(&self.operands[0])))
                }
                Op::NotIn | Op::AllIn => panic!("no list of data has it"),
            }
        })
    }
}

fn column(path: &str, name: &'static str) -> &'static str {
    COLUMNS.iter().find(|row| (row.0, row.1) == (path, name)).map_or(name, |row| row.2)
}

/// The values at a path; several where a list is on the way.
fn cells<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let (key, rest) = path.split_once("__").unwrap_or((path, ""));
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| cells(item, path)).collect(),
        value if path.is_empty() => vec![value],
        value => cells(&value[key], rest),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_f64().map(|number| number.to_string()))
}

/// A piece from the middle of a text, in upper case.
fn part(text: &str) -> String {
    text.chars().skip(1).take(3).collect::<String>().to_uppercase()
}

fn order(kind: Kind, cell: &Value, operand: &str) -> Ordering {
    if kind == Kind::Number {
        let (cell, operand) = (cell.as_f64().expect("a number"), operand.parse().expect("a number"));
        return cell.total_cmp(&operand);
    }
    let cell = cell.as_str().expect("a text");
    let of_day = kind == Kind::Time && operand.len() == 10;
    if of_day { cell[..10].cmp(operand) } else { cell.cmp(operand) }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn r_page_04_r_page_20_next_visits_once_each_record_that_the_filters_leave(
        list: Index,
        wishes in prop::collection::vec(any::<Grant>(), 0..4),
        size in 1..8_usize,
    ) {
        let list = list.get(&LISTS);
        let mut names = BTreeSet::new();
        // Of a parameter that is repeated, the last value counts.
        let asked: Vec<Asked> = wishes
            .iter()
            .filter_map(|wish| list.asked(wish))
            .filter(|asked| names.insert(asked.name()))
            .collect();
        let naive: Vec<&Value> = list
            .rows
            .iter()
            .filter(|row| asked.iter().all(|asked| asked.holds(row)))
            .map(|row| &row["id"])
            .collect();
        let query: String = asked.iter().map(Asked::query).collect();
        // Small pages, but not hundreds of them.
        let size = size.max(naive.len() / 8);
        let target = format!("{}?link={}&fields=id&page_size={size}{query}", list.resource.path, list.link);
        let found = followed(target);
        prop_assert_eq!(found.iter().map(|row| &row["id"]).collect::<Vec<_>>(), naive, "{:?}", asked);
    }
}

/// R-PAGE-20
#[test]
fn these_users_have_records_of_each_resource_of_the_sandbox() {
    let paths: BTreeSet<&str> = LISTS.iter().map(|list| list.resource.path).collect();
    assert_eq!(paths.len(), 21, "{paths:?}");
    let ids = |list: &List| list.rows.iter().map(|row| row["id"].to_string()).collect::<BTreeSet<_>>();
    assert!(LISTS.iter().all(|list| ids(list).len() == list.rows.len()));
}
