//! The docs of the running version, at `/docs`: every page, and where its links lead.

use std::collections::{BTreeMap, BTreeSet};

use belvo_emulator::{Emulator, Request};

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> BTreeSet<&'p str> {
    let begin = format!(" {attribute}=\"");
    let values = page.split(begin.as_str()).skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

fn get(emulator: &Emulator, path: &str) -> (u16, String) {
    let answer = emulator.handle(&Request::get(path).header("host", "127.0.0.1"));
    (answer.status.as_u16(), answer.text())
}

/// A page without what stands in code: that is text, whatever it looks like.
fn without_code(page: &str) -> String {
    page.split("<code>").map(|part| part.split_once("</code>").map_or(part, |(_, after)| after)).collect()
}

/// All pages that can be reached from `/docs`, by their paths.
fn pages(emulator: &Emulator) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec!["/docs".to_owned()];
    while let Some(path) = open.pop() {
        if found.contains_key(&path) {
            continue;
        }
        let (status, page) = get(emulator, &path);
        assert_eq!(status, 200, "{path}");
        let links = values(&page, "href").into_iter().filter_map(|link| link.split('#').next());
        let inside = links.filter(|link| link.starts_with("/docs") && !link.contains('.'));
        open.extend(inside.map(str::to_owned));
        found.insert(path, without_code(&page));
    }
    found
}

#[test]
fn each_file_of_the_docs_is_a_page_that_can_be_reached() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).expect("docs/");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
    let paths =
        names.map(|name| format!("/docs/{}", name.trim_start_matches("README.").trim_end_matches(".md")));
    let paths: BTreeSet<String> = paths.chain(["/docs".to_owned()]).collect();
    let pages = pages(&emulator);
    assert_eq!(pages.keys().cloned().collect::<BTreeSet<_>>(), paths);
    for nowhere in ["/docs/nowhere", "/docs/no/where.css"] {
        let (status, page) = get(&emulator, nowhere);
        assert_eq!(status, 404, "{nowhere}");
        assert!(page.contains("<h1 id=\"title\" tabindex=\"-1\">There is no such page</h1>"), "{page}");
        assert!(page.contains("<a href=\"/docs/time\">Move time</a>"), "the contents: {page}");
    }
    assert_eq!(get(&emulator, "/docs/").1, get(&emulator, "/docs").1);
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let pages = pages(&emulator);
    let mut faults = Vec::new();
    for (path, page) in &pages {
        let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let ids: Vec<&str> = ids.collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path} has an id twice: {ids:?}");
        for link in values(page, "href").union(&values(page, "src")) {
            let (there, anchor) = link.split_once('#').unwrap_or((link, ""));
            let leads = match there {
                "" => ids.contains(&anchor),
                _ if there.starts_with("http") => anchor.is_empty(),
                _ => match pages.get(there) {
                    Some(page) => anchor.is_empty() || values(page, "id").contains(anchor),
                    None => anchor.is_empty() && get(&emulator, there).0 < 400,
                },
            };
            faults.extend((!leads).then(|| format!("{path}: {link}")));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn nothing_stands_inline_and_nothing_comes_from_elsewhere() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let answer = emulator.handle(&Request::get("/docs/test"));
    let policy = answer.headers.get("content-security-policy").expect("a policy").to_str().expect("text");
    assert!(policy.contains("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
    for (path, page) in pages(&emulator) {
        assert!(!page.contains("<style") && values(&page, "style").is_empty(), "{path}");
        assert_eq!(page.matches("<script").count(), 1, "{path}");
        assert!(values(&page, "src").iter().all(|source| source.starts_with('/')), "{path}");
        assert!(!page.contains("{{"), "{path} has a place that nothing has filled");
    }
}

/// A directory of assets does not take the docs away.
#[test]
fn the_docs_are_those_of_the_version_whatever_the_assets() {
    let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/assets");
    let emulator = Emulator::builder().assets(assets).start().expect("an emulator");
    let (status, page) = get(&emulator, "/docs/time");
    assert_eq!(status, 200);
    assert!(page.contains("<h1 id=\"title\" tabindex=\"-1\">Move time</h1>"), "{page}");
    assert_eq!(get(&emulator, "/docs/main.js").0, 200);
}
