/* Words and numbers in the language of the page. The words come from the server's message files. */

export class Texts {

  #words;
  #money;
  #korean;

  constructor(words, language) {
    this.#words = words;
    this.#korean = language === 'ko';
    this.#money = new Intl.NumberFormat(language);
  }

  /** The text of the key with {0}, {1} … filled in. */
  of(key, ...values) {
    const text = this.#words[key];
    if (text === undefined) {
      throw new Error(`No text for ${key}`);
    }
    return text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);
  }

  /** 154,000원 or ₩154,000. */
  money(won) {
    const number = this.#money.format(won);
    return this.#korean ? `${number}원` : `₩${number}`;
  }

  count(number) {
    return this.#money.format(number);
  }

  /** A row by its section and label, which may say by itself that it is a row. */
  row(section, label) {
    return label.endsWith('열') ? `${section} ${label}` : this.of('js.row', section, label);
  }

  /** What a seat is called where it stands alone: place, grade, price and whether it can be had. */
  seat(seat) {
    const parts = [seat.label, seat.grade.name, this.money(seat.price)];
    if (seat.accessible) {
      parts.push(this.of('js.seat.accessible'));
    }
    if (seat.status !== 'FREE') {
      parts.push(this.taken(seat));
    }
    return parts.join(', ');
  }

  /** Why a seat that is not free cannot be had. */
  taken(seat) {
    return this.of(seat.own ? 'js.seat.own' : (seat.status === 'SOLD' ? 'js.seat.sold' : 'js.seat.held'));
  }

}
