/* The map itself, loaded only when somebody asks for it. Colours and patterns are those of the
   drawn map, read from the style sheet; names are drawn with the font of the page. */

const CLOSEST = 11; // deeper levels of Kartverket's tiles hold data that may not be copied
const TINTS = 8;
// As in engines/structure/drawing.py: plain, stripes four ways, dots, crosses and rings.
const STROKES = ["", "M0 9L9 0", "M0 0L9 9", "M0 4.5H9", "M4.5 0V9", "M4.5 4.5h.1", "M2.5 4.5h4M4.5 2.5v4", "M0 4.5H9M4.5 0V9"];
const DENSE = 2; // pixels of a drawn sign to a pixel of the page
const kind = (name) => ["==", ["get", "kind"], name];

export class ZoomedMap {
  /** A map in a frame, when it has drawn everything once. Fails when it cannot. */
  static async drawn(frame, given, say) {
    const [library, answer] = await Promise.all([import(given.library), fetch(given.areas)]);
    if (!answer.ok) throw new Error(`${answer.status} ${given.areas}`);
    library.setWorkerUrl(new URL(given.worker, location.href).href);
    const shown = new ZoomedMap(library, frame, given, await answer.json(), say);
    try {
      await shown.ready;
    } catch (fault) {
      shown.remove();
      throw fault;
    }
    return shown;
  }

  constructor({ Map, NavigationControl, ScaleControl }, frame, given, land, say) {
    Object.assign(this, { frame, given, land, tiles: false });
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.recolour = () => this.map.setStyle(this.style(), { diff: false });
    this.map = new Map({
      container: frame.querySelector(".zoom__map"),
      style: this.style(),
      bounds: land.bbox,
      fitBoundsOptions: { padding: 24 },
      maxZoom: CLOSEST,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      rollEnabled: false,
      renderWorldCopies: false,
      cooperativeGestures: true, // the page must scroll past the map
      attributionControl: false, // the frame holds its own
      fadeDuration: 0,
      locale: given.words,
    });
    const { map } = this;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }));
    map.addControl(new ScaleControl(), "bottom-right");
    map.on("style.load", () => this.signs());
    map.on("move", () => !this.led && this.onmove?.(this.view));
    for (const moved of ["mousemove", "click"]) map.on(moved, ({ point }) => this.tell(point));
    this.ready = new Promise((done, failed) => {
      map.once("idle", done);
      map.on("error", ({ error, sourceId }) => (sourceId === "tiles" ? say("lost") : failed(error)));
    });
    this.scheme.addEventListener("change", this.recolour);
  }

  remove() {
    this.scheme.removeEventListener("change", this.recolour);
    this.map.remove();
    this.here.hidden = true;
    const owner = this.frame.querySelector(".zoom__owner");
    if (owner) owner.hidden = true;
  }

  /** Shows or hides another's tiles behind the areas, which are then seen through. */
  background(shown) {
    this.tiles = shown;
    this.map.setStyle(this.style());
  }

  get view() {
    return { center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  /** Goes where another map is, without leading it in turn. */
  see(view) {
    this.led = true;
    this.map.jumpTo(view);
    this.led = false;
  }

  get here() {
    return this.frame.querySelector(".zoom__here");
  }

  /** Says which municipality or office is under the pointer. */
  tell(point) {
    const [found] = this.map.queryRenderedFeatures(point, { layers: ["offices", "municipalities"] });
    const { name, area } = found?.properties ?? {};
    this.here.hidden = !name;
    this.here.textContent = area ? this.given.words.area.replace("{name}", name).replace("{area}", area) : name;
  }

  colour(name) {
    return getComputedStyle(this.frame).getPropertyValue(name).trim();
  }

  get ink() {
    return this.colour("--ds-color-neutral-text-default");
  }

  get paper() {
    return this.colour("--ds-color-neutral-background-default");
  }

  style() {
    const { ink, paper, tiles } = this;
    const grey = this.colour("--ds-color-neutral-text-subtle");
    const tint = (i) => this.colour(`--tint-${i}`);
    const text = { "text-field": ["get", "name"], "text-font": ["Inter"], "text-size": 13 };
    const around = { "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 1.2 };
    const written = { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.5 };
    const land = (id, type, filter, paint, layout = {}) => ({ id, type, source: "land", filter, paint, layout });
    const behind = { type: "raster", tiles: [this.given.tiles], tileSize: 256, maxzoom: CLOSEST };
    const dim = this.dark ? { "raster-brightness-max": 0.6 } : {};
    return {
      version: 8,
      sources: { land: { type: "geojson", data: this.land }, ...(tiles && { tiles: behind }) },
      layers: [
        { id: "paper", type: "background", paint: { "background-color": paper } },
        ...(tiles ? [{ id: "tiles", type: "raster", source: "tiles", paint: dim }] : []),
        land("land", "fill", kind("land"), { "fill-color": this.colour("--land"), "fill-opacity": tiles ? 0.3 : 1 }),
        land("municipalities", "fill", kind("municipality"), {
          "fill-pattern": ["concat", "tint-", ["get", "tint"]],
          "fill-opacity": tiles ? 0.5 : 1,
        }),
        land("places", "circle", ["all", kind("municipality"), ["==", ["geometry-type"], "Point"]], {
          "circle-radius": 4,
          "circle-color": ["match", ["get", "tint"], ...[...Array(TINTS).keys()].flatMap((i) => [i, tint(i)]), grey],
        }),
        land("seams", "line", ["in", ["get", "kind"], ["literal", ["municipality", "land"]]], {
          "line-color": grey,
          "line-width": 0.6,
        }),
        land("borders", "line", kind("border"), { "line-color": ink, "line-width": 2.2 }, { "line-join": "round", "line-cap": "round" }),
        land("offices", "circle", kind("office"), {
          "circle-radius": ["case", ["get", "chosen"], 6, 3.5],
          "circle-color": ["case", ["get", "chosen"], this.colour("--ds-color-accent-base-default"), grey],
          "circle-stroke-color": paper,
          "circle-stroke-width": 1.5,
        }),
        land("office-names", "symbol", ["all", kind("office"), ["get", "chosen"]], written, { ...text, ...around }),
        land("seats", "symbol", kind("seat"), written, text),
        land("names", "symbol", kind("site"), written, { ...text, ...around, "symbol-sort-key": ["case", ["get", "host"], 0, 1] }),
        // Last, so that signs are placed before names, which then make room for them.
        land("sites", "symbol", kind("site"), {}, {
          "icon-image": [
            "case",
            ["get", "host"], ["concat", "host-", ["get", "area"]],
            [">=", ["get", "days"], 5], "daily",
            "some",
          ],
          "icon-allow-overlap": true,
          "symbol-sort-key": ["case", ["get", "host"], 1, 0],
        }),
      ],
    };
  }

  get dark() {
    const { colorScheme } = document.documentElement.dataset;
    return colorScheme === "dark" || (colorScheme === "auto" && this.scheme.matches);
  }

  /** Draws every sign the style points to, in the colours of now. */
  signs() {
    const areas = this.land.features.map(({ properties }) => properties.area ?? 0).reduce((a, b) => Math.max(a, b), 0);
    const numbered = (sort, count, first) => Array.from({ length: count }, (_, i) => `${sort}-${i + first}`);
    for (const id of [...numbered("tint", TINTS, 0), ...numbered("host", areas, 1), "daily", "some"]) {
      this.map.addImage(id, this.sign(id), { pixelRatio: DENSE });
    }
  }

  /** A sign by its name: `tint-3`, `host-12`, `daily` or `some`, as the drawn map has them. */
  sign(id) {
    const [sort, which] = id.split("-");
    const side = { tint: 9, host: 22 }[sort] ?? 14;
    const canvas = Object.assign(document.createElement("canvas"), { width: side * DENSE, height: side * DENSE });
    const pen = canvas.getContext("2d");
    pen.scale(DENSE, DENSE);
    if (sort === "tint") this.pattern(pen, Number(which));
    else this.mark(pen, sort, which);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  }

  pattern(pen, tint) {
    pen.fillStyle = this.colour(`--tint-${tint}`);
    pen.fillRect(0, 0, 9, 9);
    pen.globalAlpha = 0.28;
    pen.strokeStyle = this.ink;
    pen.lineCap = "round";
    pen.lineWidth = STROKES[tint].includes("h.1") ? 2.4 : 1;
    pen.stroke(new Path2D(STROKES[tint]));
  }

  mark(pen, sort, label) {
    const middle = sort === "host" ? 11 : 7;
    const open = sort === "some";
    pen.fillStyle = open ? this.paper : this.ink;
    pen.strokeStyle = open ? this.ink : this.paper;
    pen.lineWidth = open ? 2 : 1.2;
    pen.beginPath();
    if (sort === "daily") pen.rect(2.5, 2.5, 9, 9);
    else pen.arc(middle, middle, sort === "host" ? 10 : 4.5, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
    if (!label) return;
    pen.fillStyle = this.paper;
    pen.font = "650 12px Inter, system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(label, middle, middle + 0.5);
  }
}
