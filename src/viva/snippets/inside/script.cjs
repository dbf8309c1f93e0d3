// Runs one script inside the sandbox, and tells what was seen while it ran.
//
// It reads `trial.json` in the working folder and runs `main.js` as Node would.
// What it sees goes to standard error as records between two separator
// characters, each with a word that is new in every run; the host takes them
// out. Nothing here decides: claims and expected values never come in.
"use strict";

const fs = require("node:fs");
const Module = require("node:module");
const net = require("node:net");
const path = require("node:path");
const url = require("node:url");
const util = require("node:util");
const vm = require("node:vm");

const MARK = "\x1e";
const LONGEST = 2000; // characters of a value that is told
const LONGEST_CONSOLE = 60_000;
const DEEP = 10; // levels of a value that are told: nobody reads more
const MOST = 60; // times that one line is told
const DEEPEST = 60; // frames that are looked at to tell whose output it is
const PATIENCE = 1500; // milliseconds for which a server may wait, or somebody may be asked who is not there
const UNREACHABLE = new Set([
  "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EAI_FAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const OWN = /main\.js:(\d+)/g;

const trial = JSON.parse(fs.readFileSync("trial.json", "utf8"));
const FILE = path.resolve("main.js");
const builtins = new Set(Object.getOwnPropertyNames(globalThis));
const inspect = util.inspect;
let originalLine = (line) => line;

function tell(kind, facts = {}) {
  const record = Buffer.from(`${MARK}${trial.word}${JSON.stringify({ kind, ...facts })}${MARK}\n`);
  for (let at = 0; at < record.length; ) {
    try {
      at += fs.writeSync(2, record, at);
    } catch (error) {
      if (error.code !== "EAGAIN") return;
    }
  }
}

// Errors

function ownLines(stack) {
  return [...String(stack ?? "").matchAll(OWN)].map((match) => originalLine(Number(match[1])));
}

function described(error) {
  const chain = [];
  for (let at = error; at !== undefined && at !== null && chain.length < 10; at = at.cause ?? at.errors?.[0]) {
    chain.push(describedAlone(at));
  }
  return { chain: chain.length ? chain : [describedAlone(error)], line: ownLines(error?.stack)[0] ?? null };
}

function describedAlone(error) {
  const names = [];
  if (error instanceof Error) {
    for (let kind = Object.getPrototypeOf(error); kind && kind !== Object.prototype; kind = Object.getPrototypeOf(kind)) {
      names.push(String(kind.constructor?.name ?? kind.name ?? "Error"));
    }
  } else {
    names.push("Thrown", "Error");
  }
  const away = UNREACHABLE.has(error?.code);
  return {
    type: names[0] ?? "Error",
    module: away ? "node" : builtins.has(names[0]) ? "builtins" : "__main__",
    mro: away ? [...names, "ConnectionError"] : names,
    message: text(error instanceof Error ? error.message : error).slice(0, LONGEST),
    errno: null,
    name: missing(error),
  };
}

function missing(error) {
  if (!(error instanceof Error)) return null;
  const message = String(error.message);
  const name = /^([\w$]+) is not defined/.exec(message) ?? /^Cannot find (?:package|module) '([^']+)'/.exec(message);
  return name === null ? null : name[1];
}

function text(value) {
  if (typeof value === "string") return value;
  try {
    return inspect(value, { breakLength: Infinity });
  } catch (broken) {
    return `<${broken?.name} in inspect>`;
  }
}

// What lines print and give

const watched = new Map(trial.watch.map((line) => [line, []])); // line -> ranges of lines that speak for it
const told = new Map();
const swallowed = new Set(trial.swallow);
let muted = false;
let consoleText = "";
let wroteErrors = false;

function hear(piece, isError) {
  if (consoleText.length < LONGEST_CONSOLE) consoleText += piece;
  wroteErrors ||= isError;
  if (!watched.size) return;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST;
  const lines = ownLines(new Error().stack);
  Error.stackTraceLimit = limit;
  for (const [line, ranges] of watched) {
    if (lines.some((at) => ranges.some(([first, last]) => first <= at && at <= last))) {
      once(line, () => tell("seen", { line, out: piece.slice(0, LONGEST) }));
    }
  }
}

function once(line, say) {
  const count = (told.get(line) ?? 0) + 1;
  told.set(line, count);
  if (count <= MOST) say();
}

for (const [stream, isError] of [[process.stdout, false], [process.stderr, true]]) {
  const write = stream.write;
  stream.write = function (piece, ...rest) {
    if (muted) return true;
    hear(typeof piece === "string" ? piece : Buffer.from(piece).toString(), isError);
    return write.call(this, piece, ...rest);
  };
}

const watch = {
  gave(line, value) {
    once(line, () => {
      const shown = inspect(value, { breakLength: Infinity, depth: DEEP }).slice(0, LONGEST);
      tell("seen", { line, out: "", repr: shown, str: text(value).slice(0, LONGEST), none: value === undefined });
    });
    return value;
  },
  raised(line, error) {
    tell("raised", { at: line, error: described(error) });
  },
};
Object.defineProperty(globalThis, "__viva_watch__", { value: watch, enumerable: false });

function acorn() {
  // Node parses what is typed at its prompt with a parser of its own, and shows the text of it.
  const module = { exports: {} };
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  const source = process.binding("natives")["internal/deps/acorn/acorn/dist/acorn"];
  process.emitWarning = warn;
  new Function("exports", "module", source)(module.exports, module);
  return module.exports;
}

function parsed(code) {
  const options = {
    ecmaVersion: "latest", locations: true, allowReturnOutsideFunction: true, allowHashBang: true,
  };
  const { parse } = acorn();
  try {
    return { tree: parse(code, { ...options, sourceType: "script" }), isModule: false };
  } catch {
    try {
      return { tree: parse(code, { ...options, sourceType: "module", allowAwaitOutsideFunction: true }), isModule: true };
    } catch {
      return { tree: null, isModule: /^\s*(?:import|export)\b/m.test(code) };
    }
  }
}

function statementsOf(tree) {
  const found = [];
  const waiting = [tree];
  while (waiting.length) {
    const node = waiting.pop();
    if (Array.isArray(node)) {
      waiting.push(...node);
    } else if (node && typeof node.type === "string") {
      if (/^(?:ExpressionStatement|VariableDeclaration|ThrowStatement)$/.test(node.type)) found.push(node);
      for (const [key, value] of Object.entries(node)) if (key !== "loc" && typeof value === "object") waiting.push(value);
    }
  }
  return found;
}

// Puts a question around each statement that the host asks about; lines stay where they are.
function instrumented(code, tree) {
  const inserts = [];
  const all = statementsOf(tree);
  for (const [line, ranges] of watched) {
    const those = all.filter((node) => originalLine(node.loc.end.line) === line);
    const inner = those.filter(
      (node) => !those.some((other) => other !== node && node.start <= other.start && other.end <= node.end),
    );
    for (const node of inner) {
      ranges.push([originalLine(node.loc.start.line), line]);
      inserts.push(...questions(node, line));
    }
    if (!inner.length) ranges.push([line, line]);
  }
  inserts.sort((one, other) => other.at - one.at || other.order - one.order);
  for (const { at, words } of inserts) code = code.slice(0, at) + words + code.slice(at);
  return code;
}

function questions(node, line) {
  const found = [];
  const value = valueOf(node);
  if (swallowed.has(line) && node.type !== "VariableDeclaration") {
    found.push({ at: node.start, order: 0, words: "try{" });
    const words = `}catch(__viva_error__){__viva_watch__.raised(${line},__viva_error__)}`;
    found.push({ at: node.end, order: 1, words });
  }
  if (value) {
    found.push({ at: value.start, order: 1, words: `__viva_watch__.gave(${line},(` });
    found.push({ at: value.end, order: 0, words: "))" });
  }
  return found;
}

function valueOf(node) {
  if (node.type === "ExpressionStatement") {
    return node.directive !== undefined || isConsole(node.expression) ? null : node.expression;
  }
  const init = node.declarations?.length === 1 ? node.declarations[0].init : null;
  const named = /^(?:Function|ArrowFunction|Class)Expression$/; // these take the name of what they are given to
  return init && node.declarations[0].id.type === "Identifier" && !named.test(init.type) ? init : null;
}

function isConsole(node) {
  return node.type === "CallExpression" && node.callee.object?.name === "console";
}

// What is not in the sandbox

let timer = null;

function giveUp() {
  tell("gave-up");
  process.exit(97);
}

function waitNoLonger() {
  timer ??= setTimeout(giveUp, PATIENCE);
  timer.unref();
}

function watchNetwork() {
  const { listen } = net.Server.prototype;
  const { connect } = net.Socket.prototype;
  const ports = new Set();
  net.Server.prototype.listen = function (...given) {
    tell("binds");
    this.once("listening", () => ports.add(String(this.address()?.port ?? this.address())));
    waitNoLonger();
    return listen.apply(this, given);
  };
  net.Socket.prototype.connect = function (...given) {
    const options = Array.isArray(given[0]) ? given[0][0] : typeof given[0] === "object" ? given[0] : {};
    const [port, host] = typeof given[0] === "object" ? [options?.port ?? options?.path, options?.host] : given;
    if (!ports.has(String(port))) {
      tell("outside", { address: `${host ?? "localhost"}:${port}` });
      waitNoLonger();
    }
    return connect.apply(this, given);
  };
}

// Types are taken out; what Node does not run without being told to, such as enum, is rewritten.
function withoutTypes(code) {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return Module.stripTypeScriptTypes(code);
  } catch (error) {
    if (error.code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") throw error;
    const made = Module.stripTypeScriptTypes(code, { mode: "transform", sourceMap: true });
    const [, map] = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/.exec(made) ?? [];
    const lines = new Module.SourceMap(JSON.parse(Buffer.from(map ?? "", "base64").toString()));
    originalLine = (line) => (lines.findEntry(line - 1, 1e6).originalLine ?? line - 1) + 1;
    return made.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  } finally {
    process.emitWarning = warn;
  }
}

// Scripts that stand before it share their names with it, as scripts of one page do.
function runContext() {
  const require = Module.createRequire(FILE);
  for (const name of trial.context) {
    const code = fs.readFileSync(name, "utf8");
    muted = true;
    try {
      Object.assign(globalThis, { require, module: { exports: {} }, exports: {} });
      vm.runInThisContext(trial.typed ? withoutTypes(code) : code, { filename: name });
    } catch (error) {
      tell("context-failed", { name, error: described(error) });
      return false;
    } finally {
      muted = false;
    }
  }
  originalLine = (line) => line;
  return true;
}

function fail(error) {
  tell("error", { error: described(error) });
  muted = true;
  process.exitCode = 1;
}

async function main() {
  let code = fs.readFileSync(FILE, "utf8");
  fs.unlinkSync("trial.json");
  fs.unlinkSync(__filename);
  watchNetwork();
  if (!runContext()) process.exit(98);
  try {
    if (trial.typed) code = withoutTypes(code);
  } catch (error) {
    return fail(Object.assign(new SyntaxError(error.message), { stack: error.stack }));
  }
  const { tree, isModule } = parsed(code);
  fs.writeFileSync(FILE, tree ? instrumented(code, tree) : code);
  const exit = process.exit;
  process.exit = (code) => {
    tell("stopped", { code: Number(code ?? process.exitCode ?? 0) });
    exit.call(process, code);
  };
  process.on("warning", (warning) => {
    if (warning.name !== "DeprecationWarning") return;
    const line = ownLines(warning.stack)[0];
    if (line) tell("outdated", { category: warning.name, message: String(warning.message).slice(0, 500), line });
  });
  process.on("uncaughtExceptionMonitor", (error) => {
    tell("error", { error: described(error) });
    muted = true;
  });
  process.on("exit", () => {
    if (wroteErrors) tell("console", { text: consoleText });
  });
  process.argv = [process.argv[0], FILE, ...process.argv.slice(2)];
  if (isModule) {
    await import(url.pathToFileURL(FILE).href).catch(fail);
  } else {
    try {
      Module._load(FILE, null, true);
    } catch (error) {
      fail(error);
    }
  }
}

main();
