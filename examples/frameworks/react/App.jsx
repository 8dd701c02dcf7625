import { useEffect, useState } from "react";
import { Belvo } from "./Belvo.jsx";

function useHash() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const heard = () => setHash(location.hash);
    addEventListener("hashchange", heard);
    return () => removeEventListener("hashchange", heard);
  }, []);
  return hash;
}

function told({ eventName, meta_data: { page, error_code, warning_code } }) {
  return `${eventName} ${page ?? error_code ?? warning_code}`;
}

export function App() {
  const hash = useHash();
  const [connected, setConnected] = useState(null);
  const [exit, setExit] = useState(null);
  const [events, setEvents] = useState([]);

  function onSuccess(link, institution) {
    setConnected({ link, institution });
    setExit(null);
    location.hash = "";
  }

  function onExit(data) {
    setConnected(null);
    setExit(data);
    location.hash = "";
  }

  return (
    <>
      <main>
        <h1>Connect a bank: React</h1>
        <p><a href="#connect">Connect a bank</a></p>
        <div role="status">
          {connected && (
            <p>
              Connected <strong id="institution">{connected.institution}</strong> as link{" "}
              <code id="link">{connected.link}</code>
            </p>
          )}
          {exit && <p>Left without connecting:</p>}
          {exit && <pre id="exit">{JSON.stringify(exit, null, 2)}</pre>}
        </div>
        <h2>Events</h2>
        <ol id="events">
          {events.map((event, index) => <li key={index}>{told(event)}</li>)}
        </ol>
      </main>
      {hash === "#connect" && (
        <Belvo onSuccess={onSuccess} onExit={onExit} onEvent={(event) => setEvents((all) => [...all, event])} />
      )}
    </>
  );
}
