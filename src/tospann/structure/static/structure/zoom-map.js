/**
 * Offers a map that can be moved and zoomed in place of the drawn one beside it. Fetches nothing
 * before it is asked; when anything fails, the drawn map stays and says the same.
 */
class ZoomMap extends HTMLElement {
  connectedCallback() {
    this.given = JSON.parse(this.querySelector("script").textContent);
    this.button = this.querySelector("button");
    this.tiles = this.querySelector("[role=switch]");
    this.button.addEventListener("click", () => (this.shown ? this.close() : this.open()));
    this.tiles?.addEventListener("change", () => this.background());
    this.querySelector(".zoom__bar").hidden = false;
  }

  disconnectedCallback() {
    this.shown?.remove();
  }

  async open() {
    if (this.button.ariaBusy) return;
    this.button.ariaBusy = "true";
    this.say("wait");
    try {
      await Promise.all(this.given.styles.map(styled));
      const { ZoomedMap } = await import(this.given.drawing);
      this.frame.hidden = false;
      this.dataset.open = "";
      this.shown = await ZoomedMap.drawn(this.frame, this.given, (word) => this.say(word));
      this.shown.onmove = (view) => this.together((other) => other.shown.see(view));
      this.together((other) => this.shown.see(other.shown.view));
      this.label("close");
      this.say("ready");
    } catch (fault) {
      console.warn(fault);
      this.close();
      this.say("failed");
    } finally {
      this.button.ariaBusy = null;
    }
  }

  close() {
    this.shown?.remove();
    this.shown = undefined;
    this.frame.hidden = true;
    delete this.dataset.open;
    if (this.tiles) this.tiles.checked = false;
    this.label("open");
    this.say("");
  }

  background() {
    this.shown.background(this.tiles.checked);
    this.querySelector(".zoom__owner").hidden = !this.tiles.checked;
  }

  /** Does something with the other open maps of the page, which show the same land. */
  together(act) {
    for (const other of document.querySelectorAll("zoom-map[data-open]")) {
      if (other !== this && other.shown) act(other);
    }
  }

  get frame() {
    return this.querySelector(".zoom__frame");
  }

  label(word) {
    this.button.querySelector("span").textContent = this.given.words[word];
    const field = this.querySelector(".zoom__switch");
    if (field) field.hidden = word === "open";
  }

  say(word) {
    this.querySelector(".zoom__said").textContent = this.given.words[word] ?? "";
  }
}

/** Puts a style sheet on the page, once. Fails when it cannot be fetched. */
function styled(address) {
  if (document.querySelector(`link[href="${address}"]`)) return undefined;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  document.head.append(link);
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => failed(new Error(address));
  }).catch((fault) => {
    link.remove();
    throw fault;
  });
}

customElements.define("zoom-map", ZoomMap);
