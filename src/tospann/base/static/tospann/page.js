/* Two courtesies on every page: a form is sent once, and silence is never the answer. */

/** Marks a form as sent, so that a second click does nothing. data-guard="off" opts out. */
function guard(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.guard === "off") return;
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("aria-busy", "true");
}

function release(form) {
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

document.addEventListener("submit", guard);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));

/** Says that a request of htmx got no answer, or one that could not be shown. */
function notice(text) {
  const place = document.getElementById("page-notice");
  const box = document.createElement("div");
  box.className = "ds-alert";
  box.dataset.color = "danger";
  box.textContent = text;
  place.replaceChildren(box);
}

document.addEventListener("htmx:sendError", () => notice(document.getElementById("page-notice").dataset.lost));
document.addEventListener("htmx:responseError", () => notice(document.getElementById("page-notice").dataset.failed));
document.addEventListener("htmx:beforeRequest", () => document.getElementById("page-notice").replaceChildren());
