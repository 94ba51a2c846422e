/* The same seats as a list of sections, rows and check boxes: for screen readers, and for whoever likes lists better. */

export class SeatList {

  #boxes = new Map();

  constructor(root, model, selection, texts) {
    this.root = root;
    this.model = model;
    this.selection = selection;
    this.texts = texts;
    root.replaceChildren(...model.sections.map((section) => this.#section(section)));
    root.addEventListener('change', (event) => this.#toggle(event.target));
    model.addEventListener('change', (event) => this.#restate(event.detail));
    selection.addEventListener('change', () => this.#check());
    selection.addEventListener('full', ({ detail }) => this.#state(detail.seat));
  }

  #section(section) {
    const details = document.createElement('details');
    details.className = 'list-section';
    const summary = document.createElement('summary');
    section.summary = summary;
    const rows = document.createElement('div');
    rows.className = 'list-rows';
    details.append(summary, rows);
    this.#count(section);
    const fill = () => {
      if (details.open && !rows.hasChildNodes()) {
        rows.append(...section.rows.map((row) => this.#row(section, row)));
      }
    };
    details.addEventListener('toggle', fill);
    if (this.model.sections.length === 1) {
      details.open = true;
      fill();
    }
    return details;
  }

  #count(section) {
    section.summary.replaceChildren(Object.assign(document.createElement('strong'), { textContent: section.name }), ' ',
      Object.assign(document.createElement('span'), {
        className: 'muted',
        textContent: section.free > 0 ? this.texts.of('js.left', this.texts.count(section.free)) : this.texts.of('js.none-left'),
      }));
  }

  #row(section, row) {
    const field = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = this.texts.row(section.name, row.label);
    const seats = document.createElement('div');
    seats.className = 'list-seats';
    seats.append(...row.seats.map((seat) => this.#seat(seat)));
    field.append(legend, seats);
    return field;
  }

  #seat(seat) {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = seat.id;
    const mark = document.createElement('span');
    mark.className = `grade-mark grade-${seat.grade.index % 6 + 1}`;
    mark.textContent = seat.grade.letter;
    mark.setAttribute('aria-hidden', 'true');
    const words = document.createElement('span');
    label.append(box, mark, words);
    this.#boxes.set(seat.id, { label, box, words });
    this.#state(seat);
    return label;
  }

  #state(seat) {
    const entry = this.#boxes.get(seat.id);
    if (!entry) {
      return;
    }
    const free = seat.status === 'FREE';
    entry.box.disabled = !free;
    entry.box.checked = this.selection.has(seat);
    entry.label.className = free ? 'list-seat' : `list-seat gone${seat.own ? ' own' : ''}`;
    const parts = [this.texts.of('js.number', seat.number), seat.grade.name, this.texts.money(seat.price)];
    if (seat.accessible) {
      parts.push(this.texts.of('js.seat.accessible'));
    }
    if (!free) {
      parts.push(this.texts.taken(seat));
    }
    entry.words.textContent = parts.join(', ');
  }

  #toggle(box) {
    const seat = this.model.seat(box.value);
    if (seat && box.checked !== this.selection.has(seat)) {
      this.selection.toggle(seat);
    }
  }

  #check() {
    this.#boxes.forEach(({ box }, id) => {
      box.checked = this.selection.has(this.model.seat(id));
    });
  }

  #restate(seats) {
    new Set(seats.map((seat) => seat.section)).forEach((section) => this.#count(section));
    seats.forEach((seat) => this.#state(seat));
  }

}
