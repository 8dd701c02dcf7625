// A quick start that is run again and again: it links the same credentials each time, and shows what the bank has.
import { call, link } from "./belvo.mjs";

const facts = [];
for (let run = 0; run < 2; run++) {
  const { id } = await link("bnk100");
  const accounts = await call("POST", "/api/accounts/", { link: id });
  facts.push({ id, balances: accounts.map(({ balance }) => balance.current) });
}
console.log(JSON.stringify(facts));
