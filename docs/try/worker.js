// Python in the browser, beside the page so that the page stays awake. It answers what the page asks, in its order.
import { loadPyodide } from "./pyodide/pyodide.mjs";

let python = null;
let call = null;

async function load() {
  const said = await (await fetch("engine.json")).json();
  tell("python");
  python = await loadPyodide({ indexURL: new URL("pyodide/", self.location.href).href });
  tell("library");
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  const wheels = await Promise.all(
    said.wheels.map(async (name) => new Uint8Array(await bytes(`wheels/${name}`))),
  );
  for (const wheel of wheels) python.unpackArchive(wheel, "wheel", { extractDir: packages });
  for (const name of ["try_words.py", "try_it.py"])
    python.FS.writeFile(`${packages}/${name}`, new Uint8Array(await bytes(name)));
  // From here on nothing more is fetched, and nothing could be sent.
  for (const way of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts"]) self[way] = undefined;
  call = python.runPython(`
import importlib, json
importlib.invalidate_caches()
import try_it
lambda asked: json.dumps(try_it.call(*json.loads(asked)))
`);
  return answer(["start"]);
}

async function bytes(path) {
  const found = await fetch(path);
  if (!found.ok) throw new Error(`${path}: ${found.status}`);
  return found.arrayBuffer();
}

function answer(asked) {
  return JSON.parse(call(JSON.stringify(asked)));
}

function tell(step) {
  self.postMessage({ step });
}

self.onmessage = async ({ data }) => {
  try {
    const said = data.asked[0] === "load" ? await load() : answer(data.asked);
    self.postMessage({ id: data.id, said });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) });
  }
};
