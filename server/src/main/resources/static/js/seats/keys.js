/* The map by keyboard: arrows go from seat to seat, Enter takes one, Escape steps back, plus and minus zoom. */

export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const READABLE = 26;

export class Keys {

  constructor(drawing, view, model, selection) {
    this.drawing = drawing;
    this.view = view;
    this.model = model;
    this.selection = selection;
    // Chromium puts a drawing with listeners for the focus into the order of the Tab key; its seats are enough there.
    drawing.svg.setAttribute('tabindex', '-1');
    drawing.svg.addEventListener('keydown', (event) => this.#key(event));
    drawing.svg.addEventListener('focusin', ({ target }) => {
      const seat = model.seat(target.dataset.seat);
      if (seat && target.matches(':focus-visible')) {
        view.reveal(seat.x, seat.y, view.k);
      }
    });
    drawing.svg.addEventListener('click', (event) => {
      // A click that no pointer made comes from a screen reader.
      if (event.detail === 0) {
        this.#act(event.target);
      }
    });
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (this.#handle(event)) {
      event.preventDefault();
    }
  }

  #handle({ key, target }) {
    if (ARROWS[key]) {
      this.#go(target, ...ARROWS[key]);
      return true;
    }
    switch (key) {
      case 'Enter':
      case ' ':
        this.#act(target);
        return true;
      case '+':
      case '=':
        this.view.zoom(1.5);
        return true;
      case '-':
        this.view.zoom(1 / 1.5);
        return true;
      case '0':
        this.view.fit();
        return true;
      case 'Escape':
        return this.#back(target);
      default:
        return false;
    }
  }

  #go(target, dx, dy) {
    const seat = this.model.seat(target.dataset.seat);
    if (seat) {
      const next = this.model.neighbour(seat, dx, dy);
      if (next) {
        this.toSeat(next, Math.min(this.view.k, READABLE));
      }
    } else if (target.dataset.section) {
      const next = this.#nextSection(this.model.sections[target.dataset.section], dx, dy);
      if (next) {
        this.drawing.focus(next.path);
      }
    }
  }

  #nextSection(from, dx, dy) {
    const centre = ({ bounds }) => ({ x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 });
    const here = centre(from);
    let best = null;
    let least = Infinity;
    for (const section of this.model.sections) {
      const there = centre(section);
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const across = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (along > 0.5 && along + across * 3 < least) {
        least = along + across * 3;
        best = section;
      }
    }
    return best;
  }

  #act(target) {
    const seat = this.model.seat(target.dataset.seat);
    if (seat) {
      this.selection.toggle(seat);
    } else if (target.dataset.section) {
      this.enter(this.model.sections[target.dataset.section]);
    }
  }

  /** Shows a section and puts the focus on its first free seat. */
  enter(section) {
    this.view.show(section.bounds, Math.max(this.drawing.seatsFrom, 12));
    this.toSeat(section.seats.find((seat) => seat.status === 'FREE') ?? section.seats[0], READABLE);
  }

  toSeat(seat, least) {
    this.view.reveal(seat.x, seat.y, Math.max(least, this.drawing.seatsFrom));
    this.drawing.draw();
    this.drawing.focus(this.drawing.element(seat));
  }

  #back(target) {
    const seat = this.model.seat(target.dataset.seat);
    if (this.view.whole) {
      return false;
    }
    this.view.fit();
    this.drawing.draw();
    if (seat && !this.drawing.detailed) {
      this.drawing.focus(seat.section.path);
    }
    return true;
  }

}
