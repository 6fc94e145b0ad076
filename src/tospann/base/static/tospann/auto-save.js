/**
 * Saves the draft in the form inside it while people write; without it the form's own button
 * does.
 *
 * Wraps a <form data-autosave-url="…"> with a hidden input named "revision". Three seconds
 * after the last change, and when a field or the page is left, the fields are posted to that
 * address with the header X-Autosave: 1. The answer is JSON: 200 {saved_at, revision}, or 409
 * {message} when someone else has saved, after which nothing more is saved from this page, or
 * 422 {message} when something must be mended first.
 *
 * Says how it went in the <p class="save-state"> inside it, which `{% save_state %}` prints.
 */
class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[data-autosave-url]");
    if (!this.form) return; // nothing to save by itself: one may only read, or must compare first
    this.state = this.querySelector(".save-state");
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.saved = this.written();
    this.form.addEventListener("input", () => this.later(), { signal });
    this.form.addEventListener("change", () => this.later(), { signal });
    this.form.addEventListener("focusout", () => this.save(), { signal });
    this.form.addEventListener("submit", (event) => this.wait(event), { signal, capture: true });
    document.addEventListener("visibilitychange", () => document.hidden && this.save(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), 3000);
  }

  /** What is written, to see whether anything is new. Files wait for the button. */
  fields() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  written() {
    const ours = new Set(["revision", "csrfmiddlewaretoken"]);
    return JSON.stringify([...this.fields()].filter(([name]) => !ours.has(name)));
  }

  async save() {
    clearTimeout(this.timer);
    if (this.halted) return;
    if (this.running) {
      this.again = true;
      return;
    }
    const written = this.written();
    if (written === this.saved) return;
    this.say("saving");
    this.running = this.post(written);
    await this.running;
    this.running = null;
    if (this.again) {
      this.again = false;
      await this.save();
    }
  }

  async post(written) {
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body: this.fields(),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "manual",
        keepalive: document.hidden,
      });
      if (response.ok) {
        const { saved_at, revision } = await response.json();
        this.form.elements.namedItem("revision").value = revision;
        this.saved = written;
        const time = new Date(saved_at).toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" });
        this.say("saved", this.state.dataset.saved.replace("{time}", time));
      } else if (response.status === 409) {
        this.halted = true;
        this.say("conflict", (await response.json()).message);
      } else if (response.status === 422) {
        this.say("failed", (await response.json()).message);
      } else {
        this.say(response.type === "opaqueredirect" || response.status === 403 ? "signedout" : "failed");
      }
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      this.say("failed");
    }
  }

  /** The button waits for a save that is under way, so that the two do not collide. */
  async wait(event) {
    clearTimeout(this.timer);
    this.again = false;
    if (!this.running) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    await this.running;
    this.form.requestSubmit(submitter);
  }

  say(state, text = this.state.dataset[state]) {
    this.state.dataset.state = state === "signedout" ? "failed" : state;
    this.state.textContent = text;
  }
}

customElements.define("auto-save", AutoSave);
