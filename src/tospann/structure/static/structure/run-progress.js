/**
 * Shows how far a run has come without loading the page anew; without it the page refreshes
 * itself. Says aloud what is begun, and every fourth of the way. When the run is over the page is
 * loaded once, to show the answer.
 */
class RunProgress extends HTMLElement {
  connectedCallback() {
    this.said = this.telling(this.querySelector("#framdrift"));
    this.timer = setInterval(() => this.look(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    const answer = await fetch(this.dataset.address, { credentials: "same-origin" }).catch(() => null);
    this.asking = false;
    if (!answer?.ok) return;
    const news = new DOMParser()
      .parseFromString(await answer.text(), "text/html")
      .getElementById("framdrift");
    if (!news) return;
    if ("ended" in news.dataset) {
      clearInterval(this.timer);
      this.querySelector("[role=status]").textContent = this.dataset.done;
      location.reload();
      return;
    }
    this.querySelector("#framdrift").replaceWith(news);
    const told = this.telling(news);
    if (told !== this.said) {
      this.said = told;
      this.querySelector("[role=status]").textContent = told;
    }
  }

  /** What is worth saying aloud: the step, and each fourth of the way. */
  telling(progress) {
    const step = progress.querySelector("[data-step]").textContent.trim();
    const fourth = Math.floor(Number(progress.dataset.percent) / 25) * 25;
    return fourth ? `${step}, ${fourth} %` : step;
  }
}

customElements.define("run-progress", RunProgress);
