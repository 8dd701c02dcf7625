import belvo from "belvo";

// BELVO_API_URL says where Belvo is.
const client = new belvo.default(process.env.BELVO_SECRET_ID, process.env.BELVO_SECRET_PASSWORD);
await client.connect();
const token = await client.widgetToken.create();
const link = await client.links.register("erebor_mx_retail", "bnk1002", "full");

const dateFrom = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
const accounts = await client.accounts.retrieve(link.id);
const transactions = await client.transactions.retrieve(link.id, dateFrom);
const balances = await client.balances.retrieve(link.id, dateFrom);
const [owner] = await client.owners.retrieve(link.id);
console.log(owner.display_name, accounts.length, transactions.length, balances.length);
