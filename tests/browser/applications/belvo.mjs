// What the programs of this folder ask the API with: keys of their own, JSON, and an error for all but 2xx.
const api = process.env.BELVO_API_URL;
const keys = btoa(`${process.env.BELVO_SECRET_ID}:${process.env.BELVO_SECRET_PASSWORD}`);

export async function call(method, path, body) {
  const headers = { Authorization: `Basic ${keys}`, "Content-Type": "application/json" };
  const url = path.startsWith("http") ? path : `${api}${path}`;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer[0].message), { status: response.status });
  return answer;
}

export const link = (username) =>
  call("POST", "/api/links/", { institution: "erebor_mx_retail", username, password: "full" });
