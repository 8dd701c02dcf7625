// What the page does: it asks its server for a token, opens the widget, and tells how that went.
const MARKUP = `
  <button type="button">Connect your bank</button>
  <p role="status"></p>
  <div id="belvo"></div>`;

export function mount(body, getToken) {
  body.innerHTML = MARKUP;
  const tell = (words) => (body.querySelector("[role=status]").textContent = words);
  const callback = (_link, institution) => tell(`Connected: ${institution}`);
  const onExit = ({ last_encountered_error: error }) => tell(`Not connected: ${error?.code ?? "you left"}`);
  body.querySelector("button").onclick = async () => {
    const token = await getToken();
    window.belvoSDK.createWidget(token, { locale: "en", callback, onExit }).build();
  };
}
