/* What the buyer has chosen so far. It survives a reload and signing in, for as long as the tab lives. */

export class Selection extends EventTarget {

  #key;
  #chosen = new Map();

  /**
   * @param limit how many seats one person may have of the round
   * @param owned how many of them the buyer has already
   */
  constructor(model, roundId, limit, owned = 0) {
    super();
    this.model = model;
    this.limit = limit;
    this.owned = owned;
    this.#key = `seats:${roundId}`;
    this.#restore();
  }

  #restore() {
    for (const id of JSON.parse(window.sessionStorage.getItem(this.#key) ?? '[]')) {
      const seat = this.model.seat(id);
      if (seat?.status === 'FREE' && this.#chosen.size < this.allowance) {
        this.#chosen.set(seat.id, seat);
      }
    }
  }

  get seats() {
    return [...this.#chosen.values()];
  }

  /** How many seats may still be chosen in all. */
  get allowance() {
    return Math.max(0, this.limit - this.owned);
  }

  get size() {
    return this.#chosen.size;
  }

  get price() {
    return this.seats.reduce((sum, seat) => sum + seat.price, 0);
  }

  has(seat) {
    return this.#chosen.has(seat.id);
  }

  /** Adds the seat or takes it out again. */
  toggle(seat) {
    if (this.has(seat)) {
      this.remove(seat);
    } else if (seat.status !== 'FREE') {
      this.#tell('refused', { seat });
    } else if (this.size >= this.allowance) {
      this.#tell('full', { seat });
    } else {
      this.#chosen.set(seat.id, seat);
      this.#changed('added', seat);
    }
  }

  remove(seat) {
    if (this.#chosen.delete(seat.id)) {
      this.#changed('removed', seat);
    }
  }

  /** Takes out what others have taken, and says so once for all of them. */
  lose(seats) {
    const lost = seats.filter((seat) => this.#chosen.delete(seat.id));
    if (lost.length > 0) {
      this.#store();
      this.#tell('change', { lost });
    }
    return lost;
  }

  clear() {
    this.#chosen.clear();
    this.#store();
    this.#tell('change', {});
  }

  forget() {
    window.sessionStorage.removeItem(this.#key);
  }

  #changed(what, seat) {
    this.#store();
    this.#tell('change', { [what]: seat });
  }

  #store() {
    window.sessionStorage.setItem(this.#key, JSON.stringify([...this.#chosen.keys()]));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

}
