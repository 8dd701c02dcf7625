import pytest
import shop


def test_connects(belvo):
    assert shop.connect().startswith("connected: ")
    belvo.expect({"on": "POST /api/links/", "status": 201})


def test_the_bank_is_down(belvo):
    belvo.fault("POST /api/accounts/", error="institution_down")
    assert shop.connect() == "not connected: institution_down"


def test_a_token_lives_ten_minutes(belvo):
    token = shop.widget_token()
    assert shop.institutions(token) > 0
    belvo.advance("11m")
    assert shop.institutions(token) == 401


@pytest.mark.parametrize("customer", range(16))
def test_customers_side_by_side(belvo, customer):
    shop.connect(f"customer{customer}")
    belvo.expect({"match": {"kind": "link.created"}, "times": 1})
