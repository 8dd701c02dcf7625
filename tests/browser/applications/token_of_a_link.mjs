// A server that repairs a link as the Ruby client does it: `belvo.links.token(link, "read_links,write_links")`.
import { call, link } from "./belvo.mjs";

const { id } = await link("bnk100");
const { access, refresh } = await call("POST", `/api/links/${id}/token/`, { scopes: "read_institutions,read_links,write_links" });
console.log(JSON.stringify({ id, access, refresh }));
