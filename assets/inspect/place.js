// Where one is: the view, the thing in it, the workspace and what is filtered. It stands behind the # of the address, so that
// Back works and a link shows the same to somebody else.

const PATTERN = /^#?([a-z]*)(?:\/([^?]*))?(?:\?(.*))?$/;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @returns {{ view: string, id: string, query: Record<string, string> }} */
export function read(hash = location.hash) {
  const [, view = "", id = "", query = ""] = hash.match(PATTERN) ?? [];
  return { view, id: decoded(id), query: Object.fromEntries(new URLSearchParams(query)) };
}

export function written(view, id = "", query = {}) {
  const said = Object.entries(query).filter(([, value]) => value);
  const text = new URLSearchParams(said);
  return `#${view}${id ? `/${encodeURIComponent(id)}` : ""}${text.size ? `?${text}` : ""}`;
}

// In the same workspace.
export const here = (view, id = "", query = {}) => written(view, id, { workspace: read().query.workspace ?? "", ...query });

export const workspace = () => read().query.workspace ?? "";
