"""An application: it reads its keys, and where Belvo is, from its environment."""

import os

import requests
from belvo.client import Client
from belvo.exceptions import RequestError


def client():
    return Client(os.environ["BELVO_SECRET_ID"], os.environ["BELVO_SECRET_PASSWORD"], os.environ["BELVO_ENV"])


def connect(username="bnk1002"):
    """What a customer hears who connects a bank."""
    belvo = client()
    try:
        link = belvo.Links.create("erebor_mx_retail", username, "full", raise_exception=True)
        accounts = belvo.Accounts.create(link["id"], raise_exception=True)
    except RequestError as why:
        return f"not connected: {why.detail[0]['code']}"
    return f"connected: {len(accounts)} accounts"


def widget_token():
    return client().WidgetToken.create()["access"]


def institutions(token):
    """What the page shows; the status where Belvo refuses the token."""
    address = os.environ["BELVO_API_URL"] + "/api/institutions/"
    answer = requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    return answer.json()["count"] if answer.ok else answer.status_code
