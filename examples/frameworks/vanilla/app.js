const outcome = document.getElementById("outcome");
const events = document.getElementById("events");

function element(name, text, id = "") {
  return Object.assign(document.createElement(name), { id, textContent: text });
}

function onSuccess(link, institution) {
  const words = element("p", "Connected ");
  words.append(element("strong", institution, "institution"), " as link ", element("code", link, "link"));
  outcome.replaceChildren(words);
  location.hash = "";
}

function onExit(data) {
  const words = element("p", "Left without connecting:");
  outcome.replaceChildren(words, element("pre", JSON.stringify(data, null, 2), "exit"));
  location.hash = "";
}

function onEvent(data) {
  const { page, error_code, warning_code } = data.meta_data;
  events.append(element("li", `${data.eventName} ${page ?? error_code ?? warning_code}`));
}

async function openWidget() {
  const response = await fetch("/get-access-token");
  const { access } = await response.json();
  belvoSDK.createWidget(access, { locale: "en", callback: onSuccess, onExit, onEvent }).build();
}

function go() {
  if (location.hash === "#connect") openWidget();
  // Back while the widget is open: an empty container ends it.
  else document.getElementById("belvo").replaceChildren();
}

addEventListener("hashchange", go);
addEventListener("load", go);
