// Keeps the page alive: posts forms without leaving, swaps the parts that changed, listens for changes.
"use strict";
const root = document.documentElement;
const pane = () => document.getElementById("main");
root.classList.add("js");
let waiting = 0, typing, later, inTurn = Promise.resolve();

function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  const notice = document.getElementById("modal-notice") || document.getElementById("notice");
  notice.replaceChildren(line);
  notice.dataset.key = "";
}

function openModal() {
  const modal = document.getElementById("modal");
  if (!modal || modal.matches(":modal")) return;
  modal.close();
  modal.showModal();
  const first = modal.querySelector("[aria-invalid], [autofocus]") || modal.querySelector(".body");
  first.focus();
  modal.querySelectorAll(".external[data-least='0']").forEach(suggest);
}

function swap(next) {
  if (Number(next.dataset.turn) <= Number(root.dataset.turn) || next.dataset.here !== root.dataset.here) return;
  root.dataset.turn = next.dataset.turn;
  const focused = document.activeElement?.id;
  const atEnd = pane().scrollHeight - pane().scrollTop - pane().clientHeight < 40;
  for (const fresh of next.querySelectorAll("[data-live]")) {
    const old = document.getElementById(fresh.id);
    if (old.dataset.key === fresh.dataset.key) continue;
    const open = [...old.querySelectorAll("details[open]")].map((one) => one.id);
    old.replaceChildren(...fresh.childNodes);
    // An option that leaves its list has others chosen in its place.
    const chosen = old.querySelector(":scope > option[selected]");
    if (chosen) chosen.selected = true;
    old.dataset.key = fresh.dataset.key;
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  }
  sayDays();
  openModal();
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  if (atEnd && pane().matches(".talk")) pane().scrollTop = pane().scrollHeight;
}

// Dates in the page's language: the field itself is in the browser's.
function sayDay(field) {
  const day = field.value && new Date(`${field.value}T00:00`);
  const words = day && day.toLocaleDateString(root.dataset.dates, { dateStyle: "full" });
  field.parentElement.querySelector("output").textContent = words;
}
const sayDays = () => document.querySelectorAll("input[type=date]").forEach(sayDay);

async function load(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { "X-Live": "1" } });
    swap(new DOMParser().parseFromString(await answer.text(), "text/html").documentElement);
    return answer.ok;
  } catch {
    say(root.dataset.unreachable);
    return false;
  }
}

// What acts at once, such as a choice, goes first and holds nothing up; a second click on the same button does nothing.
async function post(form, button) {
  const atOnce = button?.matches(".dispatch");
  if (!atOnce && form.dataset.sending) return;
  if (!atOnce) form.dataset.sending = "1";
  root.classList.toggle("busy", ++waiting > 0);
  const filled = new FormData(form, button); // only a form with files needs more than its texts
  const body = form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled);
  const turn = inTurn.then(() => load(form.action, { method: "POST", body }));
  inTurn = turn;
  const sent = await turn;
  root.classList.toggle("busy", --waiting > 0);
  if (!atOnce) delete form.dataset.sending;
  if (sent && "clear" in form.dataset) form.reset();
}

// A thread that somebody opens is one of the acts in the margin; a swap that opens it again is none.
const told = new Set();
function tell(id) {
  if (told.has(id) || !document.getElementById("try")) return;
  told.add(id);
  load(`${root.dataset.here}/thread`, { method: "POST", body: new URLSearchParams({ ts: id.slice(1) }) });
}

// The options for what was typed; what stands chosen stays, as it does in Slack.
function offer(select, options) {
  const chosen = select.selectedOptions[0];
  select.innerHTML = options;
  if (!chosen) return;
  const again = [...select.options].find((option) => option.value === chosen.value);
  if (!again) select.prepend(chosen);
  (again || chosen).selected = true;
}

async function suggest(external) {
  const search = external.querySelector("input");
  const typed = search.value;
  if (typed.length < Number(external.dataset.least)) return;
  const answer = await fetch(`${external.dataset.suggest}&${new URLSearchParams({ q: typed })}`);
  const offered = answer.ok && (await answer.text());
  if (offered && search.value === typed) offer(external.querySelector("select"), offered);
}

document.addEventListener("submit", (event) => {
  if ("plain" in event.target.dataset) return;
  event.preventDefault();
  event.submitter?.closest("[popover].menu, [popover].confirm")?.hidePopover();
  post(event.target, event.submitter);
});
document.addEventListener("change", (event) => {
  const button = event.target.closest(".dispatches, #switch")?.querySelector("button.dispatch");
  if (button) event.target.form.requestSubmit(button);
});
document.addEventListener("input", (event) => {
  clearTimeout(typing);
  if (event.target.type === "date") sayDay(event.target);
  if (event.target.type === "search") typing = setTimeout(suggest, 200, event.target.closest(".external"));
});
document.addEventListener("toggle", (event) => {
  const folds = event.target;
  if (folds.id === "try-fold") document.cookie = `folded=${folds.open ? "" : "folded"}; path=/; SameSite=Strict`;
  if (folds.matches(".thread") && folds.open) tell(folds.id);
}, true);
document.addEventListener("cancel", (event) => {
  if (event.target.id !== "modal") return;
  event.preventDefault();
  event.target.querySelector("[name=close]").click();
}, true);

const refreshIn = (wait) => { clearTimeout(later); later = setTimeout(load, wait, root.dataset.here); };
new EventSource("/events").onmessage = () => refreshIn(60);
setInterval(refreshIn, 60000, 0); // the clock goes on while nothing happens
if (matchMedia("(max-width: 720px)").matches && !document.cookie.includes("folded=")) {
  document.getElementById("try-fold")?.removeAttribute("open"); // a small screen is the place's own
}
sayDays();
pane().scrollTop = pane().matches(".talk") ? pane().scrollHeight : 0;
openModal();
