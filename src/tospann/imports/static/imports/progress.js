/**
 * Shows how far a table has been read, without loading the page anew; without it the page
 * refreshes itself. When the reading is over the page is loaded once, to show what was found.
 */
class LiveProgress extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.getElementById("fremdrift");
    if (!news) {
      clearInterval(this.timer);
      location.replace(answer.url);
      return;
    }
    const here = this.querySelector("#fremdrift");
    if (here.innerHTML !== news.innerHTML) here.replaceWith(news);
  }
}

customElements.define("live-progress", LiveProgress);
