import os
from datetime import date, timedelta

from belvo.client import Client

# BELVO_API_URL says where Belvo is.
client = Client(os.environ["BELVO_SECRET_ID"], os.environ["BELVO_SECRET_PASSWORD"])
token = client.WidgetToken.create()
link = client.Links.create("erebor_mx_retail", "bnk1002", "full", raise_exception=True)

date_from = (date.today() - timedelta(days=30)).isoformat()
accounts = client.Accounts.create(link["id"])
transactions = client.Transactions.create(link["id"], date_from)
balances = client.Balances.create(link["id"], date_from)
[owner] = client.Owners.create(link["id"])
print(owner["display_name"], len(accounts), len(transactions), len(balances))
