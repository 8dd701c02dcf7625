// Each of these fails, and says why.
import { withBelvo } from "belvo-emulator/jest";

test("the handle of a document without the script", withBelvo(async (belvo) => {
  await belvo.accessToken();
  belvo.widget.accept();
}));

test("what does not come is told before the runner loses patience", withBelvo(async (belvo) => {
  await belvo.load();
  await belvo.widget.waitFor("callback");
}));

test("a misspelt event is told at once", withBelvo(async (belvo) => {
  await belvo.load();
  await belvo.widget.waitFor("event:EROR");
}));
