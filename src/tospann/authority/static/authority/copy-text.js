/** Copies the text of the element its `data-of` names. Without scripts the text can be marked. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.dataset.of);
    const place = this.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      place.textContent = this.dataset.done;
    } catch {
      source.focus();
      source.select?.();
      place.textContent = this.dataset.failed;
    }
  }
}

customElements.define("copy-text", CopyText);
