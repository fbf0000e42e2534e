// What pages do beyond forms and links: focus on what is wrong, autosave, keeping text over a lost session, upload
// progress, findings by keyboard.
// Everything works without this file.
"use strict";

const troubles = document.getElementById("troubles");
if (troubles) troubles.focus();

// A target by number shows its field only when it is chosen.
for (const part of document.querySelectorAll(".number-target")) {
  const select = part.parentElement.querySelector("select");
  const show = () => { part.hidden = select.value !== "number"; };
  select.addEventListener("change", show);
  show();
}

for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
for (const form of document.querySelectorAll("form[enctype='multipart/form-data']")) uploads(form);

for (const form of document.querySelectorAll("form[data-preview]")) preview(form);
for (const form of document.querySelectorAll("form[data-quick]")) quick(form);

// While a profile is edited, the server works out its summary and shares without storing anything.
function preview(form) {
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 400); });
  async function show() {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Preview": "1" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const line of page.querySelectorAll(".req[id]")) {
        const own = document.getElementById(line.id);
        if (own) own.querySelector(".share").replaceWith(line.querySelector(".share"));
      }
      document.querySelector("[data-summary]").replaceWith(page.querySelector("[data-summary]"));
      form.querySelector("[role=status]").textContent = "Not saved yet";
    } catch { /* saving shows it all the same */ }
  }
}

for (const form of document.querySelectorAll("form[data-what-if]")) tries(form);

// While weights are moved, the server works out where the bids would stand; nothing of it is stored.
function tries(form) {
  let timer = 0, asked = 0;
  for (const line of form.querySelectorAll("[data-try]")) {
    const slider = line.querySelector("[type=range]"), number = line.querySelector("[name]");
    slider.hidden = false;
    slider.addEventListener("input", () => { number.value = slider.value; });
    number.addEventListener("input", () => { slider.value = number.value.replace(",", "."); });
  }
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 250); });
  async function show() {
    const turn = ++asked, address = form.action + "?" + new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(address);
      if (turn !== asked || (answer.status !== 200 && answer.status !== 422)) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const share of page.querySelectorAll("[data-share]")) form.querySelector(`[data-share="${share.dataset.share}"]`).textContent = share.textContent;
      const before = document.querySelector("[data-outcome]"), after = page.querySelector("[data-outcome]");
      before.querySelector("[role=status]").textContent = after.querySelector("[role=status]").textContent;
      for (const part of before.querySelectorAll("ul, .scroll")) part.remove();
      before.append(...after.querySelectorAll("ul, .scroll"));
      history.replaceState(null, "", address);
    } catch { /* the button shows it all the same */ }
  }
}

function autosave(form) {
  const state = form.querySelector("[data-saved]");
  const progress = form.querySelector("[data-progress]");
  const revision = form.elements.revision, serial = form.elements.serial;
  const shelf = "unsaved " + location.pathname;
  let timer = 0, wait = 1500, running = false, again = false, dirty = false;

  restore();
  form.addEventListener("input", (event) => { if (event.target.type !== "file") changed(event.target.type === "radio" ? 150 : 1500); });
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; count(); keep(true); });
  addEventListener("online", () => { if (dirty) changed(0); });
  addEventListener("pagehide", () => { if (dirty) keep(); });
  addEventListener("beforeunload", (event) => { if (dirty && !running) { keep(); save(true); } });

  // The server knows a late autosave by its number, so that it never undoes a later one.
  function count() { serial.value = Number(serial.value) + 1; }

  function changed(delay) {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function texts() {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf", "revision", "key", "serial"].includes(name) && !name.endsWith("-evidence"));
  }

  // What was sent as a whole counts as lost only while the server does not show a later revision.
  function keep(sent) {
    const kept = { sent: sent === true, revision: revision.value, texts: texts() };
    try { sessionStorage.setItem(shelf, JSON.stringify(kept)); } catch { /* private mode: the page itself still holds it */ }
  }

  function forget() {
    try { sessionStorage.removeItem(shelf); } catch { /* nothing was kept */ }
  }

  // What was typed before the session was lost comes back, and is saved at once.
  function restore() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(shelf)); } catch { return; }
    const arrived = kept && kept.sent && kept.revision !== revision.value;
    if (!kept || arrived || document.getElementById("troubles")) return forget();
    let differs = false;
    for (const [name, value] of kept.texts) {
      const field = form.elements[name];
      if (field && field.type === "checkbox") { differs = differs || !field.checked; field.checked = true; continue; }
      if (!field || !("value" in field) || field.value === value || field.type === "hidden") continue;
      field.value = value;
      differs = true;
      const box = field.closest && field.closest("details");
      if (box && value) box.open = true;
    }
    forget();
    if (differs) { say("What you typed before was kept"); changed(300); }
  }

  async function save(leaving) {
    if (running) { again = true; return; }
    running = true;
    dirty = false;
    count();
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "X-Autosave": "1" }, keepalive: leaving === true });
      const told = await answer.json();
      say(told.words);
      if (answer.ok) {
        if (told.revision) revision.value = told.revision;
        if (progress && told.progress) progress.textContent = told.progress;
        for (const [name, words] of Object.entries(told.notes || {})) note(name, words);
        wait = 1500;
        if (!dirty) forget();
      } else { keep(); if (answer.status >= 500) retry(); }
    } catch {
      say("Not saved yet, trying again");
      keep();
      retry();
    }
    running = false;
    if (again) { again = false; changed(150); }
  }

  function retry() {
    wait = Math.min(wait * 2, 30000);
    changed(wait);
  }

  function say(words) { if (state && words) state.textContent = words; }

  function note(name, words) {
    const place = form.querySelector("[data-note='" + name + "']");
    if (place) { place.textContent = words; place.hidden = !words; }
  }
}

// A finding by keyboard: its letters choose only while its group has the focus; Ctrl+Enter presses the first button.
function quick(form) {
  const group = form.querySelector("[data-keys]");
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[a-z]$/i.test(event.key)) return;
    const wanted = group.querySelector("input[aria-keyshortcuts='" + event.key.toUpperCase() + "']");
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.btn-primary"));
  });
  if (group.hasAttribute("data-arrived")) (group.querySelector(":checked") || group.querySelector("input")).focus({ preventScroll: true });
}

// A form with chosen files is sent with its progress shown; the answer then takes the place of the page.
function uploads(form) {
  form.addEventListener("submit", (event) => {
    const size = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);
    if (size < 200000) return;
    event.preventDefault();
    const bar = document.createElement("progress");
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.className = "small soft";
    bar.max = 100;
    bar.setAttribute("aria-label", "Upload");
    form.querySelector(".actions").after(bar, words);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.responseType = "document";
    request.upload.onprogress = (step) => {
      bar.value = Math.round(100 * step.loaded / step.total);
      words.textContent = step.loaded < step.total ? "Uploading, " + bar.value + " %" : "Uploaded, being checked";
    };
    request.onload = () => {
      if (request.status < 400) return location.assign(request.responseURL);
      if (!request.response) return broken();
      document.title = request.response.title;
      document.body.replaceWith(request.response.body);
      const wrong = document.getElementById("troubles");
      if (wrong) wrong.focus();
      scrollTo(0, 0);
    };
    const broken = () => { bar.remove(); words.textContent = "The upload broke off. Nothing else is lost: press the button again"; };
    request.onerror = broken;
    const body = new FormData(form, event.submitter);
    request.send(body);
  });
}

// Long work: the page looks how far it is, until it is over.
const watched = document.querySelector("[data-watch='running']");
if (watched) watch(watched);

function watch(part) {
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-watch]");
      if (!answer.ok || !now) return location.reload();
      if (now.dataset.watch !== "running") return location.reload();
      part.replaceChildren(...now.childNodes);
    } catch { /* asked again */ }
    watch(part);
  }, 1500);
}
