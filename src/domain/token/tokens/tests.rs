use super::*;
use serde_json::json;

fn issue(tokens: &mut Tokens, number: u128, widget: Value) -> Issued {
    let grant = Grant { widget: Arc::new(widget), link_id: Some(Uuid::max()), ..Grant::default() };
    let options = Options::default();
    let issuer = Issuer { id: Uuid::nil(), host: "", now: Timestamp::from_micros(0), options: &options };
    tokens.issue(grant, &issuer, [2 * number, 2 * number + 1].map(Uuid::from_u128))
}

#[test]
fn looks_that_repeat_are_kept_once_and_others_only_up_to_a_bound() {
    let mut tokens = Tokens::default();
    let big = |number: u128| json!({ "theme": "x".repeat(64 * 1024), "number": number as u64 });
    let first = issue(&mut tokens, 0, big(0)).access;
    let again = issue(&mut tokens, 1, big(0)).access;
    let of = |tokens: &Tokens, claims: &Claims| tokens.widget_of(claims);
    let (one, two) = (of(&tokens, &first).expect("looks"), of(&tokens, &again).expect("looks"));
    assert!(Arc::ptr_eq(&one, &two));
    let last = (2..1_000).map(|number| issue(&mut tokens, number, big(number))).last().expect("a token");
    assert!(of(&tokens, &first).is_none() && of(&tokens, &last.access).is_some());
    assert!(tokens.weight <= limits::TOKENS && tokens.order.len() > 400);
}

#[test]
fn r_tok_13_a_refresh_brings_what_the_first_token_had_but_for_its_link() {
    let mut tokens = Tokens::default();
    let first = issue(&mut tokens, 0, json!({ "theme": [] }));
    let options = Options::default();
    let now = Timestamp::from_micros(0);
    let issuer = Issuer { id: Uuid::nil(), host: "", now, options: &options };
    let refresh = first.refresh.expect("a refresh token");
    let second = tokens.refresh(&refresh, &issuer, || Uuid::from_u128(9)).expect("another token");
    assert_eq!(second.refresh, None);
    assert_eq!(*second.grant, Grant { link_id: None, ..(*first.grant).clone() });
    assert_eq!(tokens.judge(&second.access, Kind::Access, now, &options), Ok(&second.grant));
    let unknown = Claims { jti: Uuid::from_u128(77), ..refresh };
    for bad in [unknown, first.access, Claims { exp: refresh.exp + 1, ..refresh }] {
        let refused = tokens.refresh(&bad, &issuer, || unreachable!("no id is drawn"));
        assert_eq!(refused.map(|_| ()), Err(Dead::Foreign));
    }
}
