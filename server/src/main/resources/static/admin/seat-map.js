/*
 * Draws a seat map into a frame (see frame.html): zoom by buttons, keys, pinch and Ctrl with the wheel, pan by
 * dragging, a cursor that moves from seat to seat by the arrow keys.
 */

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 0.4;
const REACH = 0.7;

function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/** The box around some seats. */
function bounds(seats) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const seat of seats) {
    left = Math.min(left, seat.x);
    right = Math.max(right, seat.x);
    top = Math.min(top, seat.y);
    bottom = Math.max(bottom, seat.y);
  }
  return { left, top, right, bottom };
}

/** A seat as a part of a path: one path for many seats is drawn far faster than as many circles. */
function disc({ x, y }) {
  return `M${Number(x) - RADIUS} ${Number(y)}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0`;
}

export class SeatMap {

  /**
   * @param frame the frame of the map
   * @param describe tells what the read-out says of a seat: a text or a node
   * @param seatClass tells the classes of a seat
   * @param onOpen is called with a seat that is clicked or entered
   */
  constructor(frame, { describe, seatClass, onOpen = () => {}, sameAs = () => [] }) {
    this.frame = frame;
    this.view = frame.querySelector('.map-view');
    this.readout = frame.querySelector('[data-readout]');
    Object.assign(this, { describe, seatClass, onOpen, sameAs });
    this.seats = [];
    this.pointers = new Map();
    frame.addEventListener('click', (event) => this.#tool(event));
    this.view.addEventListener('keydown', (event) => this.#key(event));
    this.view.addEventListener('focus', () => this.seats.length && this.select(this.current ?? 0));
    this.view.addEventListener('pointerdown', (event) => this.#down(event));
    this.view.addEventListener('pointermove', (event) => this.#move(event));
    ['pointerup', 'pointercancel'].forEach((name) => this.view.addEventListener(name, (event) => this.#up(event)));
    this.view.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.#labels()).observe(this.view);
  }

  /** Draws sections: [{name, seats: [{x, y, …}]}]. */
  draw(sections) {
    this.seats = sections.flatMap((section) => section.seats.map((seat) => ({ ...seat, section: section.name })));
    this.current = undefined;
    this.view.replaceChildren();
    if (!this.seats.length) {
      return;
    }
    const box = bounds(this.seats);
    const stage = Math.max(2, (box.bottom - box.top) * 0.05);
    const wide = Math.max(6, (box.right - box.left) * 0.4);
    const middle = (box.left + box.right) / 2;
    this.home = { x: box.left - 2, y: box.top - stage - 3, width: box.right - box.left + 4, height: box.bottom - box.top + stage + 5 };
    if (this.home.width < wide + 4) {
      this.home.x = middle - wide / 2 - 2;
      this.home.width = wide + 4;
    }
    this.svg = element('svg', { 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid meet' });
    this.svg.append(element('rect', { class: 'map-stage', x: middle - wide / 2, y: box.top - stage - 2, width: wide, height: stage, rx: stage / 4 }));
    const name = element('text', { class: 'map-stage-name', x: middle, y: box.top - stage / 2 - 2, 'font-size': stage * 0.45 });
    name.textContent = this.view.dataset.stage;
    this.svg.append(name);
    this.names = [];
    for (const section of sections) {
      const shapes = new Map();
      for (const seat of section.seats) {
        const kind = this.seatClass(seat);
        shapes.set(kind, (shapes.get(kind) ?? '') + disc(seat));
      }
      shapes.forEach((d, kind) => this.svg.append(element('path', { class: `seat ${kind}`, d })));
      this.names.push({ text: section.name, box: bounds(section.seats) });
    }
    this.marks = element('path', { class: 'map-same' });
    this.svg.append(this.marks);
    this.labels = this.names.map(({ text, box: area }) => {
      const label = element('text', { class: 'map-section', x: (area.left + area.right) / 2 });
      label.textContent = text;
      this.svg.append(label);
      return label;
    });
    this.cursor = element('circle', { class: 'map-cursor', r: RADIUS + 0.2, visibility: 'hidden' });
    this.svg.append(this.cursor);
    this.view.append(this.svg);
    this.#show({ ...this.home });
  }

  /** Shows a text where a seat would be told. */
  say(text) {
    this.readout.textContent = text;
  }

  /** Puts the cursor on a seat and tells about it. */
  select(index, scroll = true) {
    const seat = this.seats[index];
    this.current = index;
    this.cursor.setAttribute('cx', seat.x);
    this.cursor.setAttribute('cy', seat.y);
    this.cursor.setAttribute('visibility', 'visible');
    this.marks.setAttribute('d', this.sameAs(seat, this.seats).map((other) => disc(this.seats[other])).join(''));
    this.readout.replaceChildren(this.describe(seat));
    if (scroll) {
      this.#reveal(seat);
    }
  }

  #show(box) {
    this.box = box;
    this.svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
    this.view.classList.toggle('zoomed', box.width < this.home.width * 0.99);
    this.#labels();
  }

  /** Pixels for one unit of the map. */
  #scale() {
    return Math.min(this.view.clientWidth / this.box.width, this.view.clientHeight / this.box.height);
  }

  /* Names of sections keep their size on the screen, whatever the zoom. */
  #labels() {
    if (!this.labels || !this.view.clientWidth) {
      return;
    }
    const unit = 1 / this.#scale();
    const size = 12 * unit;
    this.labels.forEach((label, index) => {
      const { box, text } = this.names[index];
      const room = box.right - box.left + 1.6;
      const fitted = Math.max(Math.min(size, (room / Math.max(2, text.length)) * 1.35), 8 * unit);
      label.setAttribute('font-size', fitted);
      label.setAttribute('stroke-width', fitted / 3);
      label.setAttribute('y', size > 1.6 ? (box.top + box.bottom) / 2 + fitted / 3 : box.top - 0.7);
    });
  }

  #zoom(factor, at = { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 }) {
    const width = Math.min(this.home.width, Math.max(6, this.box.width * factor));
    const ratio = width / this.box.width;
    this.#show(this.#within({
      x: at.x - (at.x - this.box.x) * ratio,
      y: at.y - (at.y - this.box.y) * ratio,
      width,
      height: this.box.height * ratio,
    }));
  }

  #within(box) {
    const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
    return {
      ...box,
      x: clamp(box.x, this.home.x, this.home.x + this.home.width - box.width),
      y: clamp(box.y, this.home.y, this.home.y + this.home.height - box.height),
    };
  }

  #reveal(seat) {
    const margin = Math.min(2, this.box.width / 8);
    const { x, y, width, height } = this.box;
    if (seat.x < x + margin || seat.x > x + width - margin || seat.y < y + margin || seat.y > y + height - margin) {
      this.#show(this.#within({ ...this.box, x: seat.x - width / 2, y: seat.y - height / 2 }));
    }
  }

  #point(event) {
    const rect = this.view.getBoundingClientRect();
    const scale = this.#scale();
    return {
      x: this.box.x + this.box.width / 2 + (event.clientX - rect.left - rect.width / 2) / scale,
      y: this.box.y + this.box.height / 2 + (event.clientY - rect.top - rect.height / 2) / scale,
    };
  }

  /** The seat under the pointer, -1 if there is none. */
  #seatAt(event) {
    if (!this.seats.length) {
      return -1;
    }
    const { x, y } = this.#point(event);
    let best = -1;
    let nearest = REACH;
    this.seats.forEach((seat, index) => {
      const distance = Math.hypot(seat.x - x, seat.y - y);
      if (distance < nearest) {
        nearest = distance;
        best = index;
      }
    });
    return best;
  }

  #tool(event) {
    const zoom = event.target.closest('[data-zoom]')?.dataset.zoom;
    if (!zoom || !this.seats.length) {
      return;
    }
    if (zoom === 'fit') {
      this.#show({ ...this.home });
    } else {
      this.#zoom(zoom === 'in' ? 0.6 : 1 / 0.6);
    }
  }

  #key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (!this.seats.length || event.altKey || event.metaKey || event.ctrlKey) {
      return;
    }
    if (steps[event.key]) {
      this.select(this.#neighbour(...steps[event.key]));
    } else if (event.key === '+' || event.key === '=') {
      this.#zoom(0.6, this.seats[this.current]);
    } else if (event.key === '-') {
      this.#zoom(1 / 0.6, this.seats[this.current]);
    } else if (event.key === '0') {
      this.#show({ ...this.home });
    } else if (event.key === 'Enter') {
      this.onOpen(this.seats[this.current]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The nearest seat in a direction: sideways counts three times as far. */
  #neighbour(right, down) {
    const from = this.seats[this.current ?? 0];
    let best = this.current ?? 0;
    let nearest = Infinity;
    this.seats.forEach((seat, index) => {
      const [dx, dy] = [seat.x - from.x, seat.y - from.y];
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (ahead > 0.3 && ahead >= aside * 0.5 && ahead + 3 * aside < nearest) {
        nearest = ahead + 3 * aside;
        best = index;
      }
    });
    return best;
  }

  #down(event) {
    if (!this.seats.length) {
      return;
    }
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved = false;
  }

  #move(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) {
      const index = this.#seatAt(event);
      if (index >= 0 && index !== this.current) {
        this.select(index, false);
      }
      return;
    }
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    if (Math.abs(dx) + Math.abs(dy) < 3) {
      return;
    }
    this.moved = true;
    if (this.pointers.size === 2) {
      const other = [...this.pointers.entries()].find(([id]) => id !== event.pointerId)[1];
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      this.#zoom(before / Math.max(1, after), this.#point(event));
    } else if (this.box.width < this.home.width * 0.99) {
      const scale = this.#scale();
      this.#show(this.#within({ ...this.box, x: this.box.x - dx / scale, y: this.box.y - dy / scale }));
    }
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #up(event) {
    if (!this.pointers.delete(event.pointerId) || this.moved || event.type !== 'pointerup') {
      return;
    }
    const index = this.#seatAt(event);
    if (index >= 0) {
      this.select(index, false);
      this.onOpen(this.seats[index], event);
    }
  }

  #wheel(event) {
    if ((event.ctrlKey || event.metaKey) && this.seats.length) {
      event.preventDefault();
      this.#zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, this.#point(event));
    }
  }

}
