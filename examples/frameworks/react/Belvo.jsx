import { useEffect } from "react";

const SCRIPT = "http://127.0.0.1:2358/belvo-widget-1-stable.js";
const TOKEN = "http://127.0.0.1:3001/auth/token";

function useScript(src, onload) {
  // Under StrictMode a development build does this twice: the second widget takes the place of the first.
  useEffect(() => {
    const script = document.createElement("script");
    script.src = src;
    script.async = true;
    script.onload = onload;
    document.body.appendChild(script);
  }, [src]);
}

export function Belvo({ onSuccess, onExit, onEvent }) {
  async function createWidget() {
    const response = await fetch(TOKEN);
    const { access } = await response.json();
    window.belvoSDK.createWidget(access, { locale: "en", callback: onSuccess, onExit, onEvent }).build();
  }

  useScript(SCRIPT, createWidget);
  return <div id="belvo" />;
}
