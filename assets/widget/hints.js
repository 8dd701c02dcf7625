// The words of the hints for what pages do wrong with the script: what happened, what was expected, the next step.

const CALL = "belvoSDK.createWidget(access_token, { callback }).build()";
const OPENS = ["open", "mount"];

export const hints = {
  unbuilt: () =>
    `belvo-emulator: createWidget() was called 10 seconds ago and no widget was built: createWidget() shows nothing by itself. Call build() on what it returns: ${CALL}. If the page builds it later, at a click, this is no mistake.`,
  method: (name) =>
    `belvo-emulator: the page asked for ${name}(), which Belvo's widget does not have: build() is the only method of what createWidget() returns. ${
      OPENS.includes(name)
        ? `It also opens the widget: ${CALL}.`
        : 'The widget closes by itself before it calls `callback` or `onExit`; to take it away earlier, empty the element with the id "belvo".'
    }`,
  global: (failure) =>
    `belvo-emulator: the page failed with "${failure}": the widget's only global is window.belvoSDK, and window.belvo is at most the element with the id "belvo". Call ${CALL}.`,
};
