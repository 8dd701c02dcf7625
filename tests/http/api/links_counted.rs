//! What a workspace counts of its links: failures in a row, accounts, and how many there are (R-LINK-09, R-LINK-11).

use std::sync::Arc;

use belvo_emulator::domain::base::clock::Clock;
use belvo_emulator::domain::base::dice::Generation;
use belvo_emulator::domain::base::limits::LINKS as MOST;
use belvo_emulator::domain::base::options::Options;
use belvo_emulator::domain::base::time::Timestamp;
use belvo_emulator::domain::link::consent::Agreed;
use belvo_emulator::domain::link::credentials::Credentials;
use belvo_emulator::domain::link::institution;
use belvo_emulator::domain::link::known_user::KnownUser;
use belvo_emulator::domain::link::new_link::{NewLink, NotMade};
use belvo_emulator::domain::record::ask::Ask;
use belvo_emulator::domain::record::table as record;
use belvo_emulator::domain::scenario::faults::Faults;
use belvo_emulator::domain::scenario::queue::Queue;
use belvo_emulator::domain::vocabulary::answers::Refusal;
use belvo_emulator::domain::vocabulary::catalogue::Code;
use belvo_emulator::domain::vocabulary::failure::Failure;
use belvo_emulator::domain::vocabulary::{AccessMode, LinkStatus};
use belvo_emulator::domain::workspace::registration::Registration;
use belvo_emulator::domain::workspace::world::{Start, World};
use uuid::Uuid;

fn world() -> World {
    let institutions =
        institution::read(include_str!("../../../assets/institutions.json")).expect("institutions");
    let start = Start {
        generation: Generation::default(),
        seed: 1,
        clock: Clock::HOST,
        options: Options::default().into(),
        scenario: None,
        queue: Queue::default(),
        availability: belvo_emulator::domain::link::availability::Availability::default(),
        faults: Faults::default(),
        script_faults: Faults::default(),
        data: Arc::default(),
        targets: Vec::new(),
        institutions: Arc::new(institutions),
    };
    World::new("counting", &start, Timestamp::from_micros(0))
}

fn credentials(user: &str) -> Credentials {
    Credentials::from_iter([("username".to_owned(), user.to_owned())])
}

fn create(world: &mut World, number: usize, status: LinkStatus) -> Result<Uuid, NotMade> {
    let institutions = world.core.institutions.clone();
    let credentials = credentials(&format!("user{number}"));
    let new = NewLink {
        included: Vec::new(),
        agreed: Agreed::default(),
        institution: &institutions[0],
        user: KnownUser::of(&[0; 32], &institutions[0], &credentials),
        access_mode: AccessMode::Single,
        external_id: None,
        credentials_storage: None,
        stale_in: None,
        fetch_resources: &[],
        created_by: world.core.user_id,
        status,
    };
    let id = Uuid::from_u128(world.core.links.newest_first().len() as u128 + 1);
    let now = world.now();
    let mut options = Options::default();
    options.set("link.duplicates", "refuse").expect("a setting");
    world.core.links.create(new, id, now, &options).map(|link| link.id)
}

#[test]
fn r_link_09_six_failures_in_a_row_make_a_link_invalid() {
    let mut world = world();
    let id = create(&mut world, 0, LinkStatus::Valid).expect("a link");
    let (now, links) = (world.now(), &mut world.core.links);
    (0..5).for_each(|_| links.failed(id));
    links.succeeded(id, now);
    (0..5).for_each(|_| links.failed(id));
    assert_eq!(links.get(id).map(|link| link.status), Some(LinkStatus::Valid));
    links.failed(id);
    assert_eq!(links.get(id).map(|link| link.status), Some(LinkStatus::Invalid));
    links.renew(id, now);
    links.failed(id);
    assert_eq!(links.get(id).map(|link| link.status), Some(LinkStatus::Valid), "they are counted anew");
}

#[test]
fn r_link_11_an_account_is_known_while_one_confirmed_link_has_it() {
    let mut world = world();
    let waiting = create(&mut world, 0, LinkStatus::Unconfirmed).expect("a link that waits");
    let first = create(&mut world, 0, LinkStatus::Valid).expect("nobody has it yet");
    assert!(matches!(create(&mut world, 0, LinkStatus::Valid), Err(NotMade::Duplicate { .. })));
    world.core.links.set_status(waiting, LinkStatus::Valid);
    world.core.forget_link(first);
    assert!(create(&mut world, 0, LinkStatus::Valid).is_err(), "the other has it still");
    world.core.links.set_status(waiting, LinkStatus::Invalid);
    assert!(create(&mut world, 0, LinkStatus::Valid).is_err(), "an invalid link is a link");
    world.core.forget_link(waiting);
    assert!(create(&mut world, 0, LinkStatus::Valid).is_ok());
}

#[test]
fn a_workspace_that_is_full_says_so_and_keeps_what_it_has() {
    let mut world = world();
    for number in 0..MOST {
        create(&mut world, number, LinkStatus::Valid).expect("a link");
    }
    let first = world.core.links.newest_first().last().expect("the oldest").id;
    let registration = Registration {
        institution: "erebor_mx_retail".to_owned(),
        credentials: credentials("one_too_many"),
        token: None,
        access_mode: AccessMode::Single,
        external_id: None,
        credentials_storage: None,
        stale_in: None,
        fetch_resources: Vec::new(),
    };
    let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
    assert_eq!(world.register(&registration, None), Err(refused));
    assert!(world.take_why().is_some_and(|why| why.contains("10000 links")));
    assert!(world.core.links.get(first).is_some());
    world.core.forget_link(first);
    assert!(world.register(&registration, None).is_ok());
}

#[test]
fn while_nothing_more_may_be_kept_links_and_records_are_refused_whole() {
    let mut world = world();
    let registration = |user: &str| Registration {
        institution: "erebor_mx_retail".to_owned(),
        credentials: Credentials::from_iter([
            ("username".to_owned(), user.to_owned()),
            ("password".to_owned(), "any".to_owned()),
        ]),
        token: None,
        access_mode: AccessMode::Single,
        external_id: None,
        credentials_storage: None,
        stale_in: None,
        fetch_resources: Vec::new(),
    };
    let (link, _) = world.register(&registration("one"), None).expect("a link");
    let transactions = record::find("/api/transactions/").expect("a resource");
    let ask = |save| Ask { save, ..Ask::everything(link) };
    let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
    let before = world.weight();
    world.hold(true);
    assert_eq!(world.register(&registration("two"), None).err(), Some(refused.clone()));
    assert_eq!(world.retrieve(transactions, &ask(true), None).err(), Some(refused));
    assert!(world.take_why().is_some_and(|why| why.contains("already")));
    assert_eq!(world.core.links.newest_first().len(), 1);
    assert!(world.weight() <= before, "nothing of it is kept");
    assert!(world.retrieve(transactions, &ask(false), None).is_ok(), "what is not to be kept is answered");
    world.hold(false);
    assert!(world.retrieve(transactions, &ask(true), None).is_ok_and(|rows| !rows.is_empty()));
    assert!(world.weight() > before + 100_000);
}
