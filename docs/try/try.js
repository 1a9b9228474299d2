// The page "Try it": what is typed goes to Python beside the page, and what comes back is shown. Nothing is stored or sent.
const part = (name) => document.getElementById(`try-${name}`);
const LANGUAGES = ["en", "id", "zh"];
const STEPS = {
  python: "Loading Python … · Memuat Python … · 正在加载Python……",
  library: "Loading the library … · Memuat pustaka … · 正在加载程序库……",
};

let worker = null;
let asked = 0;
const waiting = new Map();
let words = null; // what Python said at the start
let checked = null; // the last answer about the form
let way = null; // where the request stands
let refused = [];

function ask(...what) {
  asked += 1;
  const id = asked;
  worker.postMessage({ id, asked: what });
  return new Promise((done, failed) => waiting.set(id, { done, failed }));
}

function heard({ data }) {
  if (data.step) {
    part("status").textContent = STEPS[data.step];
    return;
  }
  const { done, failed } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error) failed(new Error(data.error));
  else done(data.said);
}

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Loading

async function load() {
  part("load").disabled = true;
  part("status").textContent = STEPS.python;
  try {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = heard;
    const failed = new Promise((_, no) => {
      worker.onerror = (event) => no(new Error(event.message || "the worker could not be started"));
    });
    const picture = await fetch(new URL("../reference/lifecycle.svg", import.meta.url));
    part("picture").innerHTML = await picture.text();
    words = await Promise.race([ask("load"), failed]);
  } catch (error) {
    part("load").disabled = false;
    part("status").textContent = `It could not be loaded (${error.message}). The page must come from a server, and the site must have been built with npm at hand.`;
    return;
  }
  document.querySelector(".try-load").hidden = true;
  part("desk").hidden = false;
  const wanted = LANGUAGES.find((it) => navigator.language.startsWith(it)) || "en";
  part("language").value = wanted;
  for (const name of Object.keys(words.policies)) part("policy").append(make("option", name, { value: name }));
  samples("numbers", "number", words.numbers);
  samples("identities", "identity", words.identities);
  part("number").value = words.numbers[0];
  part("identity").value = words.identities[0];
  translate();
  part("number").focus();
}

function samples(place, field, texts) {
  part(place).append(make("span", "", { "data-word": "samples" }));
  for (const text of texts) {
    const button = make("button", text, { type: "button" });
    button.addEventListener("click", () => {
      part(field).value = text;
      part(field).focus();
    });
    part(place).append(button);
  }
}

// Words

function language() {
  return part("language").value;
}

function word(key) {
  return words.words[key][language()];
}

function translate() {
  const desk = part("desk");
  desk.lang = language();
  for (const it of desk.querySelectorAll("[data-word]")) it.textContent = word(it.dataset.word);
  for (const it of part("policy").options) it.textContent = `${it.value}: ${words.policies[it.value][language()]}`;
  for (const it of ["numbers", "identities"]) part(it).setAttribute("aria-label", word("samples"));
  part("picture").setAttribute("aria-label", word("picture"));
  if (checked) showForm();
  if (way) showWay();
}

function inThree(says) {
  return LANGUAGES.map((it) => make("p", says[it], { lang: it }));
}

// The form

async function check(event) {
  event.preventDefault();
  const submitted = part("submitted").value;
  if (!submitted) {
    part("submitted").setCustomValidity(word("no_time"));
    part("submitted").reportValidity();
    return;
  }
  part("submitted").setCustomValidity("");
  checked = await ask("check", part("number").value, part("identity").value, submitted, part("policy").value);
  way = checked.request;
  refused = [];
  showForm();
  if (way) showWay();
  part("found-head").focus();
}

function showForm() {
  const list = part("issues");
  list.replaceChildren();
  for (const it of checked.issues) {
    const item = make("li", "", { class: it.severity });
    const head = make("p");
    head.append(make("strong", it.weight[language()]), " ", make("code", it.code));
    item.append(head, ...inThree(it.says));
    list.append(item);
  }
  if (!checked.issues.length) list.append(make("li", word("nothing"), { class: "note" }));
  const when = checked.window[language()];
  part("says").textContent = when.says;
  part("month").textContent = when.month;
  part("month").hidden = !when.month;
  for (const it of ["found", "when", "moves"]) part(it).hidden = false;
  part("mend").hidden = Boolean(way);
  part("way").hidden = !way;
}

// The request on its way

function showWay() {
  part("state").textContent = words.states[way.state][language()];
  part("code").textContent = way.state;
  part("clock").textContent = way.clock[language()];
  part("progress").textContent = way.progress[language()];
  part("next").replaceChildren(...way.next.filter((it) => it.onward).map(choice));
  part("others").replaceChildren(...way.next.filter((it) => !it.onward).map(choice));
  part("ended").hidden = !way.final;
  part("next-head").hidden = way.final;
  part("else").hidden = !way.next.some((it) => !it.onward);
  part("day").hidden = way.final;
  part("refused").hidden = !refused.length;
  part("refused").replaceChildren(make("p", word("refused")), ...refused.flatMap((it) => inThree(it.says)));
  mark();
}

function choice(it) {
  const button = make("button", it.name[language()], { type: "button", "data-event": it.event });
  const after = it.target === way.state ? it.by[language()] : `${it.by[language()]} → ${words.states[it.target][language()]}`;
  button.append(make("small", it.allowed ? after : `${after} (${word("closed")})`));
  if (!it.allowed) button.className = "closed";
  button.addEventListener("click", () => move("happen", it.event));
  return button;
}

async function move(...what) {
  const before = way.state;
  const said = await ask(...what);
  way = said.request;
  refused = said.refused;
  showWay();
  // Whoever leads the page by keys goes on where they were: with the next event, or with the reasons against it.
  const next = part("next").querySelector("button:not(.closed)") || part("next").querySelector("button") || part("again");
  if (what[0] === "happen" && !refused.length) next.focus({ preventScroll: before === way.state });
}

function mark() {
  const picture = part("picture");
  for (const it of picture.querySelectorAll(".state")) {
    const state = it.id.replace("state-", "");
    it.classList.toggle("been", way.been.includes(state));
    it.classList.toggle("here", state === way.state);
    if (state === way.state) it.setAttribute("aria-current", "step");
    else it.removeAttribute("aria-current");
  }
  const here = picture.querySelector(".state.here").getBoundingClientRect();
  const frame = picture.getBoundingClientRect();
  picture.scrollTo({
    left: picture.scrollLeft + here.left - frame.left - (frame.width - here.width) / 2,
    top: picture.scrollTop + here.top - frame.top - (frame.height - here.height) / 2,
  });
}

part("load").addEventListener("click", load);
part("form").addEventListener("submit", check);
part("language").addEventListener("change", translate);
part("day").addEventListener("click", () => move("day"));
part("again").addEventListener("click", (event) => check(event));
