/* What is chosen, what it costs, and the one button. */

import { csrf, toast } from '../site.js';

export class Summary {

  #busy = false;
  #leaving = false;

  constructor(form, selection, texts, fee, live) {
    this.form = form;
    this.selection = selection;
    this.texts = texts;
    this.fee = fee;
    this.live = live;
    this.list = form.querySelector('[data-chosen]');
    this.total = form.querySelector('[data-total]');
    this.extra = form.querySelector('[data-fee]');
    this.button = form.querySelector('[data-hold]');
    this.empty = form.querySelector('[data-nothing]');
    selection.addEventListener('change', ({ detail }) => this.#show(detail));
    selection.addEventListener('full', () => this.#full());
    selection.addEventListener('refused', ({ detail }) => this.#say(this.texts.of(detail.seat.own ? 'js.seat-own' : 'js.seat-gone', detail.seat.label)));
    // A page that comes back from the browser's memory does not know of the hold that was made on it.
    window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());
    this.list.addEventListener('click', (event) => this.#remove(event));
    form.addEventListener('submit', (event) => this.#submit(event));
    this.#show({});
  }

  get busy() {
    return this.#busy;
  }

  #show({ added, removed, lost }) {
    const { seats, size } = this.selection;
    const sum = this.texts.money(this.selection.price + this.fee * size);
    this.list.replaceChildren(...seats.map((seat) => this.#item(seat)));
    this.list.hidden = size === 0;
    this.empty.hidden = size > 0;
    this.total.textContent = size === 0 ? this.texts.money(0) : this.texts.of('js.sum', size, sum);
    this.extra.hidden = size === 0 || this.fee === 0;
    this.extra.textContent = this.texts.of('js.fee', this.texts.money(this.fee * size));
    this.button.disabled = size === 0;
    if (added || removed) {
      this.live.say(this.texts.of(added ? 'js.added' : 'js.removed', (added ?? removed).label, size, sum));
    }
    if (lost) {
      const names = lost.map((seat) => seat.label).join(', ');
      this.live.warn(this.texts.of('js.lost', names));
    }
  }

  #item(seat) {
    const item = document.createElement('li');
    const mark = document.createElement('span');
    mark.className = `grade-mark grade-${seat.grade.index % 6 + 1}`;
    mark.textContent = seat.grade.letter;
    mark.setAttribute('aria-hidden', 'true');
    const name = document.createElement('span');
    name.className = 'chosen-name';
    name.append(Object.assign(document.createElement('b'), { textContent: seat.label }),
      Object.assign(document.createElement('small'), { textContent: `${seat.grade.name} · ${this.texts.money(seat.price)}` }));
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button-plain';
    button.dataset.remove = seat.id;
    button.setAttribute('aria-label', this.texts.of('js.remove', seat.label));
    button.textContent = '×';
    item.append(mark, name, button);
    return item;
  }

  #remove(event) {
    const button = event.target.closest('[data-remove]');
    if (!button) {
      return;
    }
    const at = [...this.list.querySelectorAll('[data-remove]')].indexOf(button);
    this.selection.remove(this.selection.model.seat(button.dataset.remove));
    const rest = this.list.querySelectorAll('[data-remove]');
    (rest[Math.min(at, rest.length - 1)] ?? this.form.querySelector('h2')).focus();
  }

  /* What the buyer has of the round already counts: it is said before the server would refuse. */
  #full() {
    const { limit, owned, allowance } = this.selection;
    if (owned === 0) {
      this.#say(this.texts.of('js.limit', limit));
    } else {
      this.#say(this.texts.of(allowance > 0 ? 'js.limit-owned' : 'js.limit-reached', limit, owned, allowance));
    }
  }

  /* One message takes the place of the one before. */
  #say(text) {
    toast(text, 'bad', 'seats');
  }

  #rest() {
    this.#busy = false;
    delete this.form.dataset.sent;
    this.button.removeAttribute('aria-disabled');
    this.button.textContent = this.button.dataset.hold;
  }

  /* With script the seats are asked for without leaving the page, so that the rest of the choice stays when some are gone. */
  async #submit(event) {
    event.preventDefault();
    if (this.#busy || this.selection.size === 0) {
      return;
    }
    if (this.form.dataset.signIn) {
      window.location.assign(this.form.dataset.signIn);
      return;
    }
    this.#busy = true;
    this.button.setAttribute('aria-disabled', 'true');
    this.button.textContent = this.texts.of('js.holding');
    try {
      await this.#hold();
    } catch {
      this.live.warn(this.texts.of('js.offline'));
    } finally {
      // Until the next page is there, the button stays as it is, so that nobody presses it again.
      if (!this.#leaving) {
        this.#rest();
      }
    }
  }

  async #hold() {
    const body = new URLSearchParams(this.selection.seats.map((seat) => ['seat', seat.id]));
    const answer = await fetch(this.form.action, {
      method: 'POST', body, headers: { Accept: 'application/json, application/problem+json', ...csrf() },
    });
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      window.location.assign(this.form.dataset.signInFallback);
      return;
    }
    const content = await answer.json();
    if (answer.ok) {
      this.selection.forget();
      this.#leaving = true;
      window.location.assign(content.checkout);
      return;
    }
    if (content.seats) {
      const { model } = this.selection;
      const gone = content.seats.map((id) => model.seat(id)).filter(Boolean);
      gone.forEach((seat) => this.selection.lose([seat]));
      model.apply({ statuses: Object.fromEntries(gone.map((seat) => [seat.id, 'HELD'])) });
      this.live.warn(this.texts.of('js.lost', gone.map((seat) => seat.label).join(', ')));
    } else {
      this.live.warn(content.detail ?? content.title);
    }
  }

}
