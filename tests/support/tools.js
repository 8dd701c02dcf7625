// What the scripts that a test runs in a page have at hand. Everything waits for something to happen, nothing for time
// to pass, so that a slow machine makes a test slow and not wrong.

function shadows() {
  return [...document.querySelectorAll("#belvo > *")].map((host) => host.shadowRoot).filter(Boolean);
}

function seek(testid) {
  const inside = shadows().map((root) => root.querySelector(`[data-testid="${testid}"]`));
  return inside.find((element) => element?.getClientRects().length);
}

function screen() {
  const drawn = shadows().map((root) => root.querySelector('[data-testid^="belvo-screen-"]')).find(Boolean);
  return drawn ? drawn.dataset.testid.replace("belvo-screen-", "") : null;
}

// Looks again after each change of the page or of the widget in it, and after each call that the page records.
function until(look) {
  return new Promise((found, failed) => {
    const known = new WeakSet();
    const observer = new MutationObserver(again);
    function watch(root) {
      if (known.has(root)) return;
      known.add(root);
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    function again() {
      watch(document);
      shadows().forEach(watch);
      try {
        const value = look();
        if (value) stop(() => found(value));
      } catch (failure) {
        stop(() => failed(failure));
      }
    }
    function stop(tell) {
      observer.disconnect();
      document.removeEventListener("recorded", again);
      tell();
    }
    document.addEventListener("recorded", again);
    again();
  });
}

// Resolves when the run's report has been answered: then the server knows all that the page knows.
function reported(count = 1) {
  return answered("/report", count);
}

// Resolves when so many requests whose address ends like this have been answered.
function answered(ending, count) {
  const answers = () => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(ending));
  return new Promise((found) => {
    const look = () => answers().length >= count && found(true);
    new PerformanceObserver(look).observe({ type: "resource", buffered: true });
  });
}

// Adds a script to the page and resolves a task after its `load`, when whatever it has put off is done as well.
function loaded(src) {
  const tag = Object.assign(document.createElement("script"), { src });
  return new Promise((found) => {
    tag.onload = () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => found(tag);
      port2.postMessage(null);
    };
    document.body.append(tag);
  });
}
