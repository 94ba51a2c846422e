/* What was refused, beside the button, where the eyes are and where the keyboard goes on from. What has to succeed before anything is
   ordered can be tried again, and stays here until it has succeeded. */

export class Refusal {

  #retry = null;

  constructor(box, succeeded) {
    this.box = box;
    this.text = box.querySelector('[data-text]');
    this.again = box.querySelector('[data-again]');
    this.again.addEventListener('click', async () => {
      this.again.disabled = true;
      try {
        if (await this.retry()) {
          succeeded();
        }
      } finally {
        this.again.disabled = false;
      }
    });
  }

  /** Shows why. With retry, a function that tells whether it succeeded, it stays until it is cleared. */
  show(text, retry = null) {
    this.#retry = retry;
    this.box.hidden = false;
    this.text.textContent = text;
    this.again.hidden = !retry;
    this.box.scrollIntoView({ block: 'center' });
    this.box.focus({ preventScroll: true });
  }

  /** Hides the message unless it has a pending retry. */
  dismiss() {
    this.box.hidden = !this.#retry;
  }

  clear() {
    this.#retry = null;
    this.box.hidden = true;
  }

  /** Tries again what failed; true if nothing is left to try. */
  async retry() {
    return !this.#retry || this.#retry();
  }

}
