"""A server that lets people connect their bank, and reads what Belvo tells it about."""

import json
import os
import queue
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from belvo.client import Client

# BELVO_API_URL says where Belvo is.
client = Client(os.environ["BELVO_SECRET_ID"], os.environ["BELVO_SECRET_PASSWORD"])
READERS = {
    "ACCOUNTS": client.Accounts,
    "OWNERS": client.Owners,
    "TRANSACTIONS": client.Transactions,
    "INCOMES": client.Incomes,
    "RECURRING_EXPENSES": client.RecurringExpenses,
    "RISK_INSIGHTS": client.RiskInsights,
}
PAGE = open(sys.argv[1], encoding="utf-8").read().replace("BELVO_API_URL", os.environ["BELVO_API_URL"])
announced = queue.Queue()


def rows(kind, link):
    return len(list(READERS[kind].list(link=link)))


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, PAGE, "text/html")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/token":
            self.answer(200, json.dumps(client.WidgetToken.create()))
        elif self.path == "/connected":
            self.answer(200, json.dumps({kind: rows(kind, body) for kind in READERS}))
        elif self.headers["Authorization"] == os.environ["WEBHOOK_AUTHORIZATION"]:
            # Belvo waits for 5 seconds and no longer: what takes time is done afterwards.
            announced.put(json.loads(body))
            self.answer(200, "{}")
        else:
            self.answer(401, "{}")

    def answer(self, status, text, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}", flush=True)
for _ in READERS:
    webhook = announced.get()
    told = next(value for key, value in webhook["data"].items() if key.startswith("total_"))
    print(webhook["webhook_type"], told, rows(webhook["webhook_type"], webhook["link_id"]), flush=True)
