use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::domain::base::time::Timestamp;
use crate::domain::record::filter::{BETWEEN, IS, IS_IN};
use crate::domain::record::resource::Generated;
use crate::domain::record::store;

const ALL: &[Filter] = &[
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("name", Kind::Text, &[Op::Is, Op::In, Op::NotIn, Op::Contains]),
    Filter::new("label", Kind::Part, IS).at("name"),
    Filter::new("rate", Kind::Nullable, IS),
    Filter::new("amount", Kind::Number, COMPARED).at("balance__current"),
    Filter::new("value_date", Kind::Time, COMPARED),
    Filter::new("collected_at", Kind::Time, BETWEEN),
    Filter::new("tags", Kind::Text, &[Op::AllIn]),
];

const IDS: [&str; 2] = ["0aa1a9f4-4df4-4bb8-9c0e-2c1f4d2b1a01", "0aa1a9f4-4df4-4bb8-9c0e-2c1f4d2b1a02"];
const NAMES: [&str; 3] = ["Ana", "banana", "Bob"];
const RATES: [Option<&str>; 3] = [Some("7d"), Some("6h"), None];
const DAYS: [&str; 3] = ["2026-01-30", "2026-01-31", "2026-02-01"];
const TIMES: [&str; 4] = [
    "2026-01-30T23:59:59.999999Z",
    "2026-01-31T00:00:00.000000Z",
    "2026-01-31T12:00:00.000000Z",
    "2026-02-01T00:00:00.000001Z",
];
const TAGS: [&str; 3] = ["A", "B", "C"];
const AMOUNTS: [f64; 4] = [-1.5, 0.0, 100.1, 1e6];

fn row() -> impl Strategy<Value = Value> {
    let chosen = (0..2_usize, 0..3_usize, 0..3_usize, 0..4_usize, 0..3_usize, 0..4_usize, 0..4_usize);
    chosen.prop_map(|(id, name, rate, amount, day, time, tags)| {
        json!({
            "id": IDS[id],
            "name": NAMES[name],
            "rate": RATES[rate],
            "balance": { "current": AMOUNTS[amount] },
            "value_date": DAYS[day],
            "collected_at": TIMES[time],
            "tags": TAGS[..tags].to_vec(),
        })
    })
}

/// A parameter, and what it means, written down a second time.
#[derive(Clone, Debug)]
struct Meant {
    name: &'static str,
    value: String,
    holds: fn(&Value, &str) -> bool,
}

fn meant(name: &'static str, value: &str, holds: fn(&Value, &str) -> bool) -> Meant {
    Meant { name, value: value.to_owned(), holds }
}

fn day(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default()[..10].to_owned()
}

fn amount(row: &Value) -> f64 {
    row["balance"]["current"].as_f64().expect("a number")
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn has(row: &Value, text: &str) -> bool {
    row["tags"].as_array().is_some_and(|tags| tags.contains(&json!(text)))
}

fn parameter() -> impl Strategy<Value = Meant> {
    let pick = |list: &'static [&'static str]| prop::sample::select(list);
    prop_oneof![
        pick(&IDS).prop_map(|id| meant("id", &id.to_uppercase(), |row, id| row["id"] == id.to_lowercase())),
        Just(meant("id__in", &IDS.join(","), |_, _| true)),
        pick(&NAMES).prop_map(|name| meant("name", name, |row, name| row["name"] == name)),
        Just(meant("name__in", "Ana, Bob", |row, _| row["name"] == "Ana" || row["name"] == "Bob")),
        Just(meant("name__not_in", "Ana,Bob", |row, _| row["name"] == "banana")),
        Just(meant("name__icontains", "ANA", |row, _| row["name"] != "Bob")),
        Just(meant("label", "b", |row, _| row["name"] != "Ana")),
        Just(meant("rate", "null", |row, _| row["rate"].is_null())),
        Just(meant("rate", "7d", |row, _| row["rate"] == "7d")),
        pick(&["0", "100.1", "-1.50"])
            .prop_map(|text| meant("amount__gte", text, |row, text| amount(row) >= number(text))),
        Just(meant("amount", "100.10", |row, text| amount(row) == number(text))),
        Just(meant("amount__range", "-2,0", |row, _| (-2.0..=0.0).contains(&amount(row)))),
        pick(&DAYS).prop_map(|text| meant("value_date", text, |row, text| row["value_date"] == text)),
        pick(&DAYS).prop_map(|text| meant("value_date__lt", text, |row, text| day(row, "value_date")
            .as_str()
            < text)),
        pick(&DAYS).prop_map(|text| meant("collected_at__gt", text, |row, text| day(row, "collected_at")
            .as_str()
            > text)),
        pick(&DAYS)
            .prop_map(|text| meant("collected_at__lte", text, |row, text| day(row, "collected_at").as_str()
                <= text)),
        pick(&TIMES).prop_map(|text| meant("collected_at__gte", text, |row, text| {
            row["collected_at"].as_str().is_some_and(|at| at >= text)
        })),
        Just(meant("collected_at__range", "2026-01-31,2026-01-31", |row, _| day(row, "collected_at")
            == DAYS[1])),
        pick(&["A", "B"]).prop_map(|text| meant("tags__allin", text, has)),
        Just(meant("tags__allin", "A,B", |row, _| has(row, "A") && has(row, "B"))),
        Just(meant("unknown__in", "x", |_, _| true)),
        Just(meant("name__gt", "x", |_, _| true)),
        Just(meant("name", "", |_, _| true)),
        Just(meant("created_at__gte", "2026-01-31", |_, _| true)),
    ]
}

fn query(parameters: &[(&str, &str)]) -> Vec<(String, String)> {
    parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A record as it is kept since that time, with its columns.
fn kept(record: &Value, since: &str) -> store::Row {
    let since = Timestamp::parse(since).expect("a time");
    store::row(ALL, Uuid::nil(), Generated::new(Uuid::nil(), record), since)
}

fn left<'r>(rows: &'r [Value], parameters: &[(&str, &str)]) -> Vec<&'r Value> {
    let tests = read(ALL, &query(parameters), &Options::default()).expect("filters");
    rows.iter().filter(|row| tests.iter().all(|test| test.holds(&&kept(row, TIMES[3])))).collect()
}

#[track_caller]
fn must_refuse(parameters: &[(&str, &str)], field: &str, wrong: Wrong) {
    let refused = read(ALL, &query(parameters), &Options::default()).expect_err("a fault");
    assert_eq!(refused, Failure::Fields(vec![FieldFault::new(field.to_owned(), wrong)]));
}

proptest! {
    #[test]
    fn r_page_20_any_filters_leave_what_each_of_them_leaves(
        rows in prop::collection::vec(row(), 0..20),
        mut meant in prop::collection::vec(parameter(), 0..4),
    ) {
        // Of a parameter that is repeated, another rule holds: below.
        meant.sort_by_key(|one| one.name);
        meant.dedup_by_key(|one| one.name);
        let sent: Vec<(&str, &str)> = meant.iter().map(|one| (one.name, one.value.as_str())).collect();
        let naive: Vec<&Value> =
            rows.iter().filter(|row| meant.iter().all(|one| (one.holds)(row, &one.value))).collect();
        prop_assert_eq!(left(&rows, &sent), naive);
    }

    #[test]
    fn nothing_that_is_sent_makes_it_fail(name in "[a-z_]{0,12}|created_at__(gt|range)|amount", value in ".{0,30}") {
        let _either = read(ALL, &query(&[(&name, &value)]), &Options::default());
        let _neither = operand(Kind::Time, &value);
    }
}

#[test]
fn r_page_07_of_what_is_repeated_the_last_counts_and_lists_are_joined() {
    let rows: Vec<Value> = NAMES.iter().map(|name| json!({ "name": name })).collect();
    assert_eq!(left(&rows, &[("name", "Ana"), ("name", "Bob")]), [&rows[2]]);
    assert_eq!(left(&rows, &[("name__in", "Ana"), ("name__in", "Bob,")]), [&rows[0], &rows[2]]);
}

#[test]
fn r_page_08_points_in_time_come_in_many_forms() {
    let rows: Vec<Value> = TIMES.iter().map(|at| json!({ "collected_at": at })).collect();
    for noon in [
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.000Z",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00",
        "2026-01-31T13:00:00+01:00",
        // A plus that came unencoded.
        "2026-01-31T12:00:00 00:00",
    ] {
        assert_eq!(
            left(&rows, &[("collected_at__gte", noon)]),
            rows[2..].iter().collect::<Vec<_>>(),
            "{noon}"
        );
    }
    assert_eq!(left(&rows, &[("collected_at__lt", "9999-12-31T23:59:59Z")]).len(), 4);
    let dates = [json!({ "collected_at": "2026-01-31" })];
    assert_eq!(
        left(&dates, &[("collected_at__gt", "2026-01-31T12:00:00Z")]).len(),
        0,
        "a day is that whole day"
    );
}

#[test]
fn r_page_08_created_at_narrows_where_it_is_not_documented_and_is_never_refused() {
    struct Timeless;
    impl Row for Timeless {
        fn cell(&self, _: &str) -> Cell<'_> {
            Cell::Missing
        }
    }
    let sent = query(&[("created_at__gte", "2026-01-31")]);
    let tests = read(&[], &sent, &Options::default()).expect("filters");
    let at = |time| kept(&json!({}), time);
    let holds = |row: &store::Row| tests.iter().all(|test| test.holds(&row));
    assert_eq!(
        [holds(&at(TIMES[0])), holds(&at(TIMES[3])), tests.iter().all(|test| test.holds(&Timeless))],
        [false, true, true]
    );
    assert!(
        read(&[], &query(&[("created_at__gte", "yesterday")]), &Options::default())
            .is_ok_and(|tests| tests.is_empty())
    );
    let mut strict = Options::default();
    strict.set("strict", "on").expect("a setting");
    assert!(read(ALL, &query(&[("created_at__gte", "2026-01-31"), ("page", "1")]), &strict).is_ok());
    assert!(read(ALL, &query(&[("nonsense", "1")]), &strict).is_err(), "R-PAGE-09");
    assert!(read(ALL, &query(&[("nonsense", "1")]), &Options::default()).is_ok(), "R-PAGE-09");
}

#[test]
fn what_no_column_can_hold_is_refused_with_the_parameters_name() {
    for day in ["yesterday", "2026-02-30", "2026-1-1", "20260131", "2026-01-31T25:00:00Z", "2026-01-31,"] {
        must_refuse(&[("value_date", day)], "value_date", Wrong::NotADate);
    }
    must_refuse(&[("value_date__range", "2026-01-31")], "value_date__range", Wrong::NotADate);
    must_refuse(&[("id__in", &format!("{},x", IDS[0]))], "id__in", Wrong::NotAUuid("x".into()));
    must_refuse(&[("amount__lt", "much")], "amount__lt", Wrong::Pattern);
    must_refuse(&[("amount__range", "1,2,3")], "amount__range", Wrong::Pattern);
}

#[test]
fn r_page_10_a_list_may_have_to_be_asked_for_by_link() {
    const NEEDS: &[Filter] = &[Filter::new("link", Kind::Uuid, IS_IN).required()];
    let refused = Failure::Fields(vec![FieldFault::new("link", Wrong::Required)]);
    for without in [&[][..], &[("link", "")], &[("page", "2")]] {
        assert_eq!(read(NEEDS, &query(without), &Options::default()).expect_err("a fault"), refused);
    }
    for with in [("link", IDS[0]), ("link__in", IDS[1])] {
        assert!(read(NEEDS, &query(&[with]), &Options::default()).is_ok());
    }
    let mut lenient = Options::default();
    lenient.set("page.link_required", "off").expect("a setting");
    assert!(read(NEEDS, &[], &lenient).is_ok());
}
