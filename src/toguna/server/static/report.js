/* A report stays on this device until the number of its receipt is stored here, and is gone from it then. Without
   scripts, or where the device keeps nothing, the form is sent like any other. */
"use strict";
(() => {
  const form = document.getElementById("report");
  const box = document.getElementById("kept");
  if (!form || !box) return;
  const said = box.dataset;
  const KEY = "toguna.reports." + said.framework;
  const LAST = 20;
  let seat = said.seat;

  const read = () => {
    const held = JSON.parse(localStorage.getItem(KEY) || "null");
    return held && held.v === 1 ? held : {v: 1, seat: "", items: [], sent: []};
  };
  const change = (work) => { const held = read(); work(held); localStorage.setItem(KEY, JSON.stringify(held)); };
  try {
    change((held) => { if (seat) held.seat = seat; });
  } catch {
    document.getElementById("keeps-nothing").hidden = false;
    return;
  }
  // Without network the page is nobody's: what is written then is for the seat that last used this device.
  seat = seat || read().seat;

  const mine = () => read().items.filter((one) => one.seat === seat);
  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
  const filled = (text, data) => text.replace(/\{(\w+)\}/g, (_, name) => data[name] ?? "");

  // In life the three days are this device's own: the page may have been kept for a while.
  const iso = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  const dates = () => {
    if (!said.live) return;
    form.querySelectorAll("input[name=date]").forEach((input, back) => {
      const day = new Date();
      day.setDate(day.getDate() - back);
      input.value = iso(day);
    });
  };

  const button = (name, work) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.textContent = name;
    made.addEventListener("click", work);
    return made;
  };

  const label = (one) => {
    const of = (name) => (one.fields.find((field) => field[0] === name) || ["", ""])[1];
    const kind = form.querySelector(`input[name=kind][value="${CSS.escape(of("kind"))}"]`);
    const day = of("date^") || of("date");
    const french = document.documentElement.lang === "fr" && /^\d{4}-\d\d-\d\d$/.test(day);
    return [kind ? kind.parentNode.textContent.trim() : said.noKind, french ? day.split("-").reverse().join("/") : day].join(", ");
  };

  const show = () => {
    const list = box.querySelector("ul");
    list.replaceChildren();
    for (const one of mine()) {
      const line = document.createElement("li");
      const head = document.createElement("strong");
      head.textContent = label(one);
      const state = document.createElement("p");
      state.className = one.state === "refused" ? "fault" : "";
      state.textContent = one.state === "refused" ? filled(said.refused, {why: one.why}) : one.door ? said.door : said.waiting;
      const buttons = document.createElement("p");
      buttons.append(button(said.resume, () => resume(one)), " ", button(said.erase, () => erase(one)));
      line.append(head, state, buttons);
      list.append(line);
    }
    for (const one of read().sent.filter((one) => one.seat === seat)) {
      const line = document.createElement("li");
      line.textContent = filled(said.sent, one);
      list.append(line);
    }
    const theirs = read().items.filter((one) => one.seat !== seat).length;
    const others = document.getElementById("kept-others");
    others.hidden = theirs === 0;
    others.querySelector("span").textContent = filled(said.others, {count: theirs});
    document.getElementById("kept-warning").hidden = mine().length === 0;
    box.hidden = list.children.length === 0 && theirs === 0;
  };

  const resume = (one) => {
    form.reset();
    for (const [name, value] of one.fields) {
      const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      const pick = fields.find((field) => ["radio", "checkbox"].includes(field.type) && field.value === value);
      if (pick) pick.checked = true;
      else if (name === "date") form.querySelector('[name="date^"]').value = value;
      else if (fields[0] && !["radio", "checkbox"].includes(fields[0].type)) fields[0].value = value;
    }
    form.querySelectorAll("details").forEach((more) => {
      more.open = more.open || [...more.querySelectorAll("input,select")].some((field) => field.type === "radio" || field.type === "checkbox" ? field.checked : field.value);
    });
    // It keeps its token: should it have arrived before, the office answers so, and nothing is recorded twice.
    form.dataset.again = one.id;
    form.scrollIntoView();
    form.querySelector("input:checked, input").focus();
  };

  const erase = (one) => {
    if (!confirm(said.sure)) return;
    change((held) => { held.items = held.items.filter((other) => other.id !== one.id); });
    if (form.dataset.again === one.id) delete form.dataset.again;
    show();
  };

  document.getElementById("erase-others").addEventListener("click", () => {
    if (!confirm(said.sure)) return;
    change((held) => { held.items = held.items.filter((one) => one.seat === seat); });
    show();
  });

  const mark = (id, more) => change((held) => { for (const one of held.items) if (one.id === id) Object.assign(one, more); });

  const send = async (one) => {
    const body = new URLSearchParams(one.fields);
    body.set("jeton", one.id);
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body, redirect: "error", signal: AbortSignal.timeout(30000),
      headers: {Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value},
    });
    if (answer.status === 401 || answer.status === 403) return mark(one.id, {door: true});
    const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : {};
    if (told.state === "sent" && told.number) {
      // The number is stored and the words go in one writing: at no moment are both missing.
      change((held) => {
        held.items = held.items.filter((other) => other.id !== one.id);
        held.sent = [{number: told.number, seat, day: new Date().toLocaleDateString(document.documentElement.lang)}, ...held.sent].slice(0, LAST);
      });
    } else if (told.state === "refused") mark(one.id, {state: "refused", why: told.why, door: false});
  };

  const [SOON, SELDOM] = [5000, 30000];
  let wait = SOON;
  let busy = false;
  let asked = false;
  let later = 0;
  const sendAll = async () => {
    if (!said.seat) return;
    // What is asked for while it sends is done once more after it: what was written meanwhile does not wait.
    if (busy) { asked = true; return; }
    busy = true;
    clearTimeout(later);
    try {
      do {
        asked = false;
        const work = async () => {
          for (const one of mine().filter((one) => one.state !== "refused")) await send(one);
        };
        // Two tabs: the second waits, and finds nothing left. The token would keep it harmless anyway.
        await (navigator.locks ? navigator.locks.request(KEY, work) : work());
      } while (asked);
      wait = SOON;
    } catch {
      // No network, or the office does not answer: everything stays, and is tried again.
    } finally {
      busy = false;
      show();
      if (mine().some((one) => one.state !== "refused")) later = setTimeout(sendAll, wait);
      wait = Math.min(2 * wait, SELDOM);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.dataset.again) dates();
    const fields = [...new FormData(form)].filter(([name, value]) => value && !["csrfmiddlewaretoken", "jeton"].includes(name));
    const missing = ["kind", "where"].filter((name) => !fields.some((field) => field[0] === name));
    document.getElementById("lacking").hidden = missing.length === 0;
    if (missing.length) return void document.getElementById("lacking").scrollIntoView();
    change((held) => {
      held.items = held.items.filter((one) => one.id !== form.dataset.again);
      held.items.push({id: form.dataset.again || token(), seat, fields, state: "waiting"});
    });
    delete form.dataset.again;
    form.reset();
    show();
    box.scrollIntoView();
    box.focus();
    sendAll();
  });

  window.addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
  if (navigator.serviceWorker) navigator.serviceWorker.register(said.worker, {scope: said.scope}).catch(() => {});
  document.getElementById("needs-script").hidden = false;
  dates();
  show();
  sendAll();
})();
