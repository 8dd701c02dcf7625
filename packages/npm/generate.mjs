// Writes src/generated from the OpenAPI document of the control API, asked of the program itself.
//
//   node generate.mjs BINARY            writes the files
//   node generate.mjs BINARY --check    fails where they are not what it would write
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const HEAD = "// Made by generate.mjs from the OpenAPI document of the control API; not to be changed by hand.\n";
const OF_WORKSPACE = "/_emulator/workspaces/{workspace}";
const SCALARS = { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" };

// ---- the document

async function documentOf(binary) {
  const child = spawn(binary, ["--port", "0", "--exit-with-stdin"], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const { control_url } = JSON.parse(line.slice("READY ".length));
  const document = await (await fetch(`${control_url}/openapi.json`)).json();
  child.stdin.end();
  await once(child, "exit");
  return document;
}

// ---- schemas as types

const unique = (types) => [...new Set(types)].join(" | ");
const indented = (text) => text.replaceAll("\n", "\n  ");

function typeOf(schema) {
  if (schema === true || !schema) return "unknown";
  if (schema.$ref) return `t.${schema.$ref.split("/").pop()}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return unique(schema.enum.map((value) => JSON.stringify(value)));
  const either = schema.oneOf ?? schema.anyOf;
  if (either) return unique(either.map(typeOf));
  return unique([schema.type ?? "unknown"].flat().map((type) => typeNamed(type, schema)));
}

function typeNamed(type, schema) {
  if (type === "array") return listOf(typeOf(schema.items));
  if (type === "object") return objectOf(schema);
  return SCALARS[type] ?? "unknown";
}

const listOf = (type) => (type.includes(" | ") ? `(${type})[]` : `${type}[]`);

function objectOf({ properties, required = [], additionalProperties }) {
  if (!properties) return `Record<string, ${typeOf(additionalProperties)}>`;
  const members = Object.entries(properties).map(([name, schema]) => member(name, schema, required.includes(name)));
  return members.length ? `{\n${members.join("\n")}\n}` : "Record<string, never>";
}

function member(name, schema, needed) {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
  return `${comment(schema.description, "  ")}  ${key}${needed ? "" : "?"}: ${indented(typeOf(schema))};`;
}

const oneLine = (text) => text.replace(/\s+/g, " ").replaceAll("*/", "* /");
const comment = (text, before = "") => (text ? `${before}/** ${oneLine(text)} */\n` : "");

function declared(name, schema, doc = schema.description) {
  const type = typeOf(schema);
  const isObject = schema.type === "object" && type.startsWith("{");
  return `${comment(doc)}export ${isObject ? `interface ${name} ${type}` : `type ${name} = ${type};`}\n`;
}

// Within their own file types need no prefix.
function types(document) {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => declared(name, schema));
  return HEAD + ["", ...schemas].join("\n").replaceAll(/\bt\.(?=[A-Z])/g, "");
}

// ---- operations as methods

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

function operations(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
  );
}

function operationOf(path, method, { operationId, summary, parameters, requestBody, responses }) {
  const ofWorkspace = path.startsWith(OF_WORKSPACE);
  const name = operationId.replace(/^workspace_/, "");
  return {
    name,
    method: method.toUpperCase(),
    summary,
    ofWorkspace,
    path: path.slice((ofWorkspace ? OF_WORKSPACE : "/_emulator").length),
    inPath: parameters.filter((parameter) => parameter.in === "path" && parameter.name !== "workspace"),
    request: requestOf(parameters, requestBody),
    carrier: requestBody ? "body" : "query",
    answer: typeOf(responses[200].content["application/json"].schema),
  };
}

function requestOf(parameters, requestBody) {
  if (requestBody) return requestBody.content["application/json"].schema;
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const schemaOf = ({ schema, content }) => schema ?? content["application/json"].schema;
  const properties = inQuery.map((parameter) => [parameter.name, schemaOf(parameter)]);
  const required = inQuery.filter((parameter) => parameter.required).map((parameter) => parameter.name);
  return { type: "object", properties: Object.fromEntries(properties), required };
}

const takesNothing = ({ request }) => request.properties && Object.keys(request.properties).length === 0;
const requestName = ({ name }) => `${pascal(name)}Request`;

function methodOf(operation) {
  const { name, summary, path, inPath, method, carrier, answer, request } = operation;
  const given = inPath.map((parameter) => `${parameter.name}: ${typeOf(parameter.schema)}`);
  const mayBeLeftOut = request.properties && !request.required?.length;
  if (!takesNothing(operation)) given.push(`request: ${requestName(operation)}${mayBeLeftOut ? " = {}" : ""}`);
  const written = path.replace(/\{(\w+)\}/g, (_, part) => `\${encodeURIComponent(${part})}`);
  const where = written === path ? JSON.stringify(path) : `\`${written}\``;
  const carried = takesNothing(operation) ? "" : `, { ${carrier}: request }`;
  const [result, work] = name.endsWith("_stream")
    ? ["AsyncGenerator<Streamed>", `this.api.stream(${where}${carried})`]
    : [`Promise<${answer}>`, `this.api.call("${method}", ${where}${carried})`];
  return `${comment(`${summary}.`, "  ")}  ${camel(name)}(${given.join(", ")}): ${result} {\n    return ${work};\n  }\n`;
}

function classOf(name, doc, methods) {
  const door = "  constructor(protected readonly api: ControlApi) {}\n";
  return `${comment(doc)}export class ${name} {\n${[door, ...methods.map(methodOf)].join("\n")}}\n`;
}

function verbs(document) {
  const all = operations(document);
  const ofWorkspace = all.filter((operation) => operation.ofWorkspace);
  const known = new Set(ofWorkspace.map(({ name }) => name));
  const ofEmulator = all.filter(({ name }) => !known.has(name));
  const requests = [...ofWorkspace, ...ofEmulator].filter((operation) => !takesNothing(operation));
  return [
    `${HEAD}import type { ControlApi, Streamed } from "../control.js";\nimport type * as t from "./types.js";\n`,
    ...requests.map((operation) => declared(requestName(operation), operation.request, operation.request.description)),
    classOf("WorkspaceVerbs", "What can be asked of one workspace, or of all.", ofWorkspace),
    classOf("EmulatorVerbs", "What is asked of the emulator alone.", ofEmulator),
  ].join("\n");
}

// ---- operations as a person writes their calls

function written({ name, ofWorkspace, inPath, request }) {
  const given = inPath.map((parameter) => `{${parameter.name}}`);
  if (request.required?.length || !request.properties) given.push("{ … }");
  return `${ofWorkspace ? "workspace" : "emulator.control"}.${camel(name)}(${given.join(", ")})`;
}

// A path with a word where another has a field comes first.
function routes(document) {
  const all = operations(document);
  const known = new Set(all.filter(({ ofWorkspace }) => ofWorkspace).map(({ name }) => name));
  const own = all.filter(({ ofWorkspace, name }) => ofWorkspace || !known.has(name));
  const sorted = own.toSorted((one, other) => one.path.split("{").length - other.path.split("{").length);
  const row = (operation) => `  [${[operation.method, operation.path, written(operation)].map((text) => JSON.stringify(text)).join(", ")}],\n`;
  return `${HEAD}\n/** The calls of the control API: method, path below an emulator or a workspace, and what this package has for it. */
export const ROUTES: readonly (readonly [method: string, path: string, call: string])[] = [\n${sorted.map(row).join("")}];\n`;
}

// ---- the files

const FILES = { "types.ts": types, "verbs.ts": verbs, "routes.ts": routes };

const [binary, flag] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node generate.mjs BINARY [--check]");
  process.exit(2);
}
const document = await documentOf(binary);
for (const [file, write] of Object.entries(FILES)) {
  const path = new URL(`src/generated/${file}`, import.meta.url);
  const text = write(document);
  if (flag !== "--check") writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.error(`src/generated/${file} is old; write it anew with: node packages/npm/generate.mjs ${binary}`);
    process.exitCode = 1;
  }
}
