// A nightly copy of all links: once by following `next`, once by counting pages up until there is nothing more.
import { call, link } from "./belvo.mjs";

for (const user of ["ana", "bruno", "carla"]) await link(user);

const followed = [];
let next = "/api/links/?page_size=2";
while (next) {
  const page = await call("GET", next);
  followed.push(...page.results.map(({ id }) => id));
  next = page.next;
}

const counted = [];
let end;
for (let number = 1; !end; number++) {
  try {
    const { results } = await call("GET", `/api/links/?page_size=2&page=${number}`);
    if (!results.length) end = "nothing more";
    counted.push(...results.map(({ id }) => id));
  } catch ({ status, message }) {
    end = `${status} ${message}`;
  }
}
console.log(JSON.stringify({ followed, counted, end }));
