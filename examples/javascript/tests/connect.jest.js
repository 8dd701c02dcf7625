import { withBelvo } from "belvo-emulator/jest"; // glue
import { mount } from "../app/connect.js";

async function clickConnect(belvo) {
  await belvo.load(); // glue
  mount(document.body, () => belvo.accessToken()); // glue
  document.querySelector("button").click();
}

const said = () => document.querySelector("[role=status]").textContent;

test("a person connects a bank", withBelvo(async (belvo) => {
  await belvo.scenario("success");
  await clickConnect(belvo);
  await belvo.widget.waitFor("callback");
  expect(said()).toMatch(/^Connected: \w+/);
  await belvo.expect({ kind: "link.created" });
}));

test("the bank is down and the person gives up", withBelvo(async (belvo) => {
  await belvo.queue("institution_down-abandoned");
  await clickConnect(belvo);
  await belvo.widget.waitFor("exit");
  expect(said()).toBe("Not connected: institution_down");
}));

test("the person takes too long", withBelvo(async (belvo) => {
  await clickConnect(belvo);
  await belvo.widget.accept();
  await belvo.advance("11m");
  await belvo.widget.waitFor("screen:expired");
  await belvo.widget.close();
  expect(said()).toMatch(/^Not connected: /);
}));

test("the bank asks for a token", withBelvo(async (belvo) => {
  await clickConnect(belvo);
  await belvo.widget.accept();
  await belvo.widget.choose("erebor_mx_retail");
  await belvo.widget.submit({ username: "mfa_numeric", password: "any" });
  const asked = await belvo.widget.waitFor("event:ERROR");
  expect(asked.data.meta_data.error_code).toBe("token_required");
  await belvo.widget.token("111111");
  await belvo.widget.finish();
  expect(said()).toBe("Connected: erebor_mx_retail");
}));
