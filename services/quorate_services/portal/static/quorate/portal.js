// Everything works without this: it adds GOV.UK Frontend's behaviour, and keeps drafts while somebody writes.
const govuk = document.querySelector("script[data-govuk]").dataset.govuk;
// What belongs to one choice is shown by the style sheet: a radio button has no state "expanded" to tell of.
for (const input of document.querySelectorAll("input[data-aria-controls]")) {
  input.removeAttribute("data-aria-controls");
}
// GOV.UK Frontend does nothing without these, which therefore come from the script that begins it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
const { initAll } = await import(govuk);
initAll();

const QUIET = 1500;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let waiting = null;
  let sending = Promise.resolve();
  let busy = false;
  let sent = fields(form).toString();

  const save = () => {
    clearTimeout(waiting);
    waiting = null;
    busy = true;
    sending = sending.then(() => keep(form, status)).finally(() => { busy = false; });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, QUIET);
  });
  // Whoever goes on to another page keeps the last words as well.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) save();
  });
  // What is sent follows what is being kept: otherwise they would look like two people's words.
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = null;
    if (!busy) return;
    event.preventDefault();
    sending.then(() => form.requestSubmit(event.submitter));
  });

  async function keep(target, told) {
    const body = fields(target);
    if (body.toString() === sent) return;
    try {
      const answer = await fetch("/drafts", {
        method: "POST", body, keepalive: body.toString().length < 60000, headers: { Accept: "application/json" },
      });
      if (answer.ok) {
        const saved = await answer.json();
        target.elements.draft_version.value = saved.version;
        sent = fields(target).toString();
        told.textContent = `Draft saved at ${saved.saved}.`;
      } else if (answer.status === 401) {
        told.textContent = "You were signed out. What you wrote is kept: sign in again to go on.";
      } else {
        told.textContent = "The draft could not be saved just now. Keep this page open.";
      }
    } catch {
      told.textContent = "The draft could not be saved just now. Keep this page open.";
    }
  }
}

function fields(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set("form", new URL(form.dataset.autosave, location.href).pathname);
  return body;
}
