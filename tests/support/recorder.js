// An application that notes what its functions are called with, in `calls`, and tells `recorded` of each.
window.calls = [];
function record(to) {
  return (...args) => {
    calls.push({ to, args: JSON.parse(JSON.stringify(args)) });
    document.dispatchEvent(new Event("recorded"));
  };
}
window.handlers = { callback: record("callback"), onEvent: record("onEvent"), onExit: record("onExit") };
function build(token, config) {
  belvoSDK.createWidget(token, { locale: "en", ...handlers, ...config }).build();
}
