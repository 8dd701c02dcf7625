import { button, el, emblem } from "../dom.js";

export function survey({ screen, say, act }) {
  let chosen = null;
  const submit = () => chosen && act("survey", chosen);
  const sending = { primary: true, disabled: true, testid: "belvo-survey-submit", onclick: submit };
  const send = button(say("survey.send"), sending);
  const choose = (answer) => {
    chosen = answer;
    send.disabled = false;
  };
  const answers = screen.answers.map((answer) => choice(answer, say, () => choose(answer)));
  return {
    title: say("survey"),
    head: emblem("talk"),
    body: [el("div", { class: "list", role: "radiogroup", "aria-labelledby": "title" }, answers)],
    actions: [send, button(say("survey.skip"), { testid: "belvo-survey-skip", onclick: () => act("survey", null) })],
    submit,
  };
}

function choice(answer, say, onchange) {
  const key = `survey.${answer}`;
  const testid = `belvo-survey-${answer}`;
  const radio = el("input", { type: "radio", name: "answer", value: answer, onchange, testid });
  return el("label", { class: "row" }, radio, say.knows(key) ? say(key) : answer);
}
