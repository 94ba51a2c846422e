/* Counts down in figures for the eye, and in words now and then for the ear. */

export class Countdown {

  #end;
  #last = null;

  constructor(box, texts, ended) {
    this.box = box;
    this.texts = texts;
    this.ended = ended;
    this.figures = box.querySelector('[data-figures]');
    this.said = box.querySelector('[data-said]');
  }

  /** Begins, or goes on with what the server says is left. */
  start(left) {
    this.#end = performance.now() + left;
    this.#tick();
  }

  #tick() {
    const seconds = Math.max(0, Math.ceil((this.#end - performance.now()) / 1000));
    if (seconds !== this.#last) {
      this.figures.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      this.box.classList.toggle('hurry', seconds <= 60);
      if (this.#last !== null && seconds > 0 && (seconds % 60 === 0 || seconds === 30 || seconds === 10)) {
        this.said.textContent = this.#words(seconds);
      }
      this.#last = seconds;
    }
    if (seconds === 0) {
      this.ended();
    } else {
      window.setTimeout(() => this.#tick(), 250);
    }
  }

  #words(seconds) {
    return seconds % 60 === 0 ? this.texts.of('js.minutes-left', seconds / 60) : this.texts.of('js.seconds-left', seconds);
  }

}
