//! The jobs of a person (R-EMPL).

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const CURP: &str = "BLPM951331IONVGR54";

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("no number: {value}")) * 100.0).round() as i64
}

fn day(value: &Value) -> jiff::civil::Date {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no day: {value}"))
}

fn days(from: &Value, to: &Value) -> i64 {
    i64::from((day(to) - day(from)).get_days())
}

fn must_link(desk: &Desk, curp: &str) -> String {
    desk.must_link("planet_mx_employment", curp, "single")
}

#[track_caller]
fn must_add_up(job: &Value, record: &Value) {
    let end = if job["end_date"].is_null() { &record["report_date"] } else { &job["end_date"] };
    assert_eq!(job["weeks_employed"], days(&job["start_date"], end) / 7);
    let updates = job["employment_status_updates"].as_array().expect("updates");
    assert_eq!(updates[0]["base_salary"], job["most_recent_base_salary"]);
    let hired = updates.last().expect("one at least");
    assert_eq!((&hired["event"], &hired["update_date"]), (&json!("HIRED"), &job["start_date"]));
    let left = updates[0]["event"] == "DISMISSED_RESIGNED";
    assert_eq!(left, !job["end_date"].is_null());
    assert!(updates.is_sorted_by(|a, b| day(&a["update_date"]) >= day(&b["update_date"])));
    let month = (cents(&job["most_recent_base_salary"]) * 365 + 6) / 12;
    assert_eq!(cents(&job["monthly_salary"]), month);
}

/// R-EMPL-01, R-EMPL-02
#[test]
fn a_record_tells_jobs_that_add_up() {
    for curp in [CURP, "HEGG560427MVZRRL04", "HEGG780427MVZRRL06"] {
        let desk = Desk::new();
        let link = must_link(&desk, curp);
        let records = desk.must_retrieve("/api/employment-records/", &json!({ "link": link }));
        let record = &records[0];
        assert_eq!(record["internal_identification"], curp);
        let jobs = record["employment_records"].as_array().expect("jobs");
        let weeks: i64 = jobs.iter().filter_map(|job| job["weeks_employed"].as_i64()).sum();
        assert_eq!(record["social_security_summary"]["weeks_contributed"], weeks);
        jobs.iter().for_each(|job| must_add_up(job, record));
        for pair in jobs.windows(2) {
            assert!(day(&pair[1]["end_date"]) < day(&pair[0]["start_date"]), "one job after the other");
        }
        for score in record["employment_scores"].as_array().expect("R-EMPL-02") {
            assert!((300..=900).contains(&score["score"].as_i64().expect("R-EMPL-02")));
        }
        assert!(record["files"][0]["value"].is_null(), "R-EMPL-02");
    }
}

/// R-EMPL-01, R-INST-10
#[test]
fn this_months_job_is_that_of_the_record_and_of_the_owner() {
    let desk = Desk::new();
    let link = must_link(&desk, CURP);
    let body = json!({ "link": link });
    let record = &desk.must_retrieve("/api/employment-records/", &body)[0];
    let current = &desk.must_retrieve("/api/mx/current-employments/", &body)[0];
    let owner = &desk.must_retrieve("/api/owners/", &body)[0];
    assert_eq!((&current["status"], &current["month"]), (&json!("EMPLOYED"), &json!("2026-03")));
    assert_eq!(owner["display_name"], current["personal_data"]["official_name"]);
    for key in ["official_name", "first_name", "last_name", "birth_date", "document_ids"] {
        assert_eq!(current["personal_data"][key], record["personal_data"][key], "{key}");
    }
    let (job, now) = (&record["employment_records"][0], &current["current_employment_records"][0]);
    for key in ["employer", "employer_id", "state", "monthly_salary"] {
        assert_eq!(now[key], job[key], "{key}");
    }
    assert_eq!(now["base_salary"], job["most_recent_base_salary"]);
    assert_eq!(now["days_employed"], days(&job["start_date"], &record["report_date"]));
}

/// R-EMPL-03
#[test]
fn metrics_need_records_and_agree_with_them() {
    let desk = Desk::new();
    let link = must_link(&desk, "HEGG780427MVZRRL06");
    let path = "/api/employment-metrics/";
    let body = json!({ "link": link });
    assert_eq!(desk.must_refuse(400, desk.post(path, &body)), "unavailable_data", "R-EMPL-03");
    let record = &desk.must_retrieve("/api/employment-records/", &body)[0];
    let jobs = record["employment_records"].as_array().expect("jobs");
    let metric = desk.must_retrieve(path, &body);
    assert!(metric["reference_date"].is_null(), "R-EMPL-03");
    assert_eq!((&metric["age"], &metric["employer_count"]), (&json!(47), &json!(jobs.len())));
    assert_eq!(metric["base_salary_last"], jobs[0]["most_recent_base_salary"]);
    let worked: i64 = jobs
        .iter()
        .map(|job| {
            let end = if job["end_date"].is_null() { &record["report_date"] } else { &job["end_date"] };
            days(&job["start_date"], end)
        })
        .sum();
    let total = metric["weeks_employed_total"].as_f64().expect("weeks");
    assert!((total * 7.0 - worked as f64).abs() < 0.01, "{total}");
    let events = |job: &Value| job["employment_status_updates"].as_array().expect("updates").clone();
    let changes: usize =
        jobs.iter().flat_map(events).filter(|update| update["event"] == "SALARY_MODIFICATION").count();
    let told = |key: &str| metric[key].as_i64().expect("a count");
    let after = told("increases_after_change") + told("decreases_after_change");
    let overall = told("increases_overall") + told("decreases_overall");
    assert_eq!(overall - after, changes as i64);
    assert_eq!(after, jobs.len() as i64 - 1);
    assert_eq!(metric["max_monthly_salary_1y"], jobs[0]["monthly_salary"]);
    for span in ["1y", "3y", "5y"] {
        let pay = |of: &str| cents(&metric[format!("{of}_monthly_salary_{span}")]);
        assert!(pay("min") <= pay("average") && pay("average") <= pay("max"), "{span}");
    }
    let early = desk.must_retrieve(path, &json!({ "link": link, "reference_date": "2022-06-01" }));
    assert_eq!((&early["reference_date"], &early["age"]), (&json!("2022-06-01"), &json!(44)));
    let late = json!({ "link": link, "reference_date": "2026-03-16" });
    assert_eq!(desk.must_refuse(400, desk.post(path, &late)), "validation_error");
}

/// R-EMPL-01, R-PAGE-20: a recurrent link brings all of them.
#[test]
fn lists_are_narrowed_and_none_can_be_resumed() {
    let desk = Desk::new();
    let link = desk.must_link("planet_mx_employment", CURP, "recurrent");
    let path = "/api/employment-records/";
    assert_eq!(desk.must_list(&format!("{path}?internal_identification={CURP}")).len(), 1);
    assert_eq!(desk.must_list(&format!("{path}?internal_identification=OTHER")).len(), 0);
    for path in [path, "/api/mx/current-employments/", "/api/employment-metrics/"] {
        let found = desk.must_list(&format!("{path}?link={link}"));
        assert_eq!(found.len(), 1, "{path}");
        let id = found[0]["id"].as_str().expect("an id");
        assert_eq!(desk.must(200, desk.get(&format!("{path}{id}/"))), found[0]);
        let body = json!({ "session": "0".repeat(32), "link": link });
        assert_eq!(desk.call(Method::PATCH, path, Some(&body)).status.as_u16(), 405, "{path}");
    }
}

/// R-BASE-15: later days only add to what was told.
#[test]
fn a_career_goes_on_and_keeps_its_past() {
    let desk = Desk::new();
    let keys = json!({
        "institution": "planet_mx_employment", "username": CURP, "password": "secret",
        "access_mode": "recurrent", "credentials_storage": "store",
    });
    let link = desk.must(201, desk.post("/api/links/", &keys))["id"].clone();
    let fetch = || desk.must_retrieve("/api/employment-records/", &json!({ "link": link }))[0].clone();
    let before = fetch();
    desk.emulator.workspace("desk").advance("700d").expect("two years");
    let after = fetch();
    assert_eq!(after["id"], before["id"], "R-DATA-08");
    let updates = |record: &Value| {
        let mut updates =
            record["employment_records"][0]["employment_status_updates"].as_array().expect("updates").clone();
        updates.reverse();
        updates
    };
    assert!(updates(&after).len() > updates(&before).len());
    assert!(updates(&after).starts_with(&updates(&before)));
}
