/* Hears within moments what others take and give back: by events, and by asking again and again when there are none. */

import { SeatModel } from './model.js';

const POLL = 2000;

export class Live {

  #model;
  #url;
  #source = null;
  #timer = null;

  constructor(model, url) {
    this.#model = model;
    this.#url = url;
  }

  start() {
    this.#listen();
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#stop() : this.#listen()));
    window.addEventListener('pagehide', () => this.#stop());
    window.addEventListener('pageshow', (event) => event.persisted && this.#listen());
  }

  #listen() {
    if (this.#source) {
      return;
    }
    this.#source = new EventSource(`${this.#url}/changes`);
    this.#source.addEventListener('open', () => this.#rest());
    this.#source.addEventListener('seats', (event) => {
      this.#rest();
      this.#model.apply(JSON.parse(event.data));
    });
    this.#source.addEventListener('error', () => {
      this.#ask();
      if (this.#source?.readyState === EventSource.CLOSED) {
        this.#source = null;
        window.setTimeout(() => document.hidden || this.#listen(), POLL * 5);
      }
    });
  }

  #stop() {
    this.#source?.close();
    this.#source = null;
    this.#rest();
  }

  #rest() {
    window.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #ask() {
    if (this.#timer !== null) {
      return;
    }
    const again = async () => {
      try {
        const answer = await fetch(this.#url, { headers: { 'If-None-Match': `W/"${this.#model.version}"` } });
        if (answer.status === 200) {
          this.#model.apply(SeatModel.statusesOf(await answer.json()));
        }
      } catch {
        // The network is away; the next turn asks again.
      }
      if (this.#timer !== null) {
        this.#timer = window.setTimeout(again, POLL);
      }
    };
    this.#timer = window.setTimeout(again, POLL / 2);
  }

}
