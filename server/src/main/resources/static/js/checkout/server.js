/* What the payment page asks the server. Every answer is {status, body}; none when there was no answer, or another page has to be opened. */

import { csrf } from '../site.js';

export class Server {

  constructor(address) {
    this.address = address;
  }

  /** How the hold stands: {go} where it is shown, {expired}, or {left} in milliseconds. */
  async state() {
    const answer = await this.#ask('/state', {});
    return answer?.status === 200 ? answer.body : null;
  }

  /** Makes the order that the window is opened for. */
  order(values) {
    return this.#ask('/order', { method: 'POST', body: new URLSearchParams(values), headers: csrf() });
  }

  async #ask(path, options) {
    let answer;
    try {
      answer = await fetch(this.address + path, { cache: 'no-store', ...options, headers: { Accept: 'application/json', ...options.headers } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        window.location.reload();
        return null;
      }
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }

  /** Chooses a coupon and gives the page as it is then; null when it could not be had. */
  async coupon(values) {
    try {
      const answer = await fetch(`${this.address}/coupon`, { method: 'POST', body: new URLSearchParams(values), headers: { Accept: 'text/html', ...csrf() } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      return answer.ok ? page : null;
    } catch {
      return null;
    }
  }

}
