/* The seats of a round as data: where they are, what they cost, whether they can be had. Knows nothing of the page. */

import { bounds, neighbour } from './geometry.js';

const CELL = 2;
const BLOCK = 20;

export class SeatModel extends EventTarget {

  /**
   * @param held the numbers of the seats that the buyer holds and has not paid yet
   */
  constructor(map, grades, held = []) {
    super();
    this.held = new Set(held.map(String));
    this.version = map.version;
    this.grades = grades.map((grade, index) => ({ ...grade, index, free: 0, total: 0 }));
    this.byId = new Map();
    this.sections = map.sections.map((section, index) => this.#section(section, index));
    this.seats = this.sections.flatMap((section) => section.seats);
    this.bounds = bounds(this.seats);
    this.#grid();
    this.#count();
  }

  #section(section, index) {
    const made = { index, name: section.name, seats: [], free: 0 };
    for (const seat of section.seats) {
      const own = { ...seat, grade: this.#grade(seat), section: made, own: this.held.has(String(seat.id)) && seat.status === 'HELD' };
      made.seats.push(own);
      this.byId.set(String(seat.id), own);
    }
    made.bounds = bounds(made.seats);
    made.outline = hull(made.seats);
    made.rows = [...Map.groupBy(made.seats, (seat) => seat.row)].map(([label, seats]) => ({ label, seats }));
    made.blocks = made.rows.flatMap((row) => blocks(row.seats));
    return made;
  }

  #grade(seat) {
    let grade = this.grades.find((known) => known.name === seat.grade);
    if (!grade) {
      grade = { name: seat.grade, letter: seat.grade.slice(0, 1), price: seat.price, index: this.grades.length, free: 0, total: 0 };
      this.grades.push(grade);
    }
    return grade;
  }

  #grid() {
    this.cells = Map.groupBy(this.seats, (seat) => cell(seat.x, seat.y));
  }

  #count() {
    this.grades.forEach((grade) => { grade.free = 0; grade.total = 0; });
    for (const section of this.sections) {
      section.free = 0;
      for (const seat of section.seats) {
        seat.grade.total += 1;
        if (seat.status === 'FREE') {
          section.free += 1;
          seat.grade.free += 1;
        }
      }
    }
    this.free = this.sections.reduce((sum, section) => sum + section.free, 0);
  }

  seat(id) {
    return this.byId.get(String(id));
  }

  /**
   * Takes over what has changed. A full list says that every seat it does not name is free.
   */
  apply({ version, full, statuses }) {
    const changed = [];
    const set = (seat, status) => {
      if (seat && seat.status !== status) {
        seat.status = status;
        seat.own = false;
        changed.push(seat);
      }
    };
    if (full) {
      this.seats.forEach((seat) => set(seat, statuses[seat.id] ?? 'FREE'));
    } else {
      Object.entries(statuses).forEach(([id, status]) => set(this.seat(id), status));
    }
    this.version = version ?? this.version;
    if (changed.length > 0) {
      this.#count();
      this.dispatchEvent(new CustomEvent('change', { detail: changed }));
    }
  }

  /** The statuses of a whole map, for when there are no single changes to hear of. */
  static statusesOf(map) {
    const statuses = {};
    map.sections.forEach((section) => section.seats.forEach((seat) => {
      if (seat.status !== 'FREE') {
        statuses[seat.id] = seat.status;
      }
    }));
    return { version: map.version, full: true, statuses };
  }

  /** The seat next to a point of the map, if one is near enough. */
  nearest(x, y, within) {
    let best = null;
    let least = within * within;
    const reach = Math.ceil(within / CELL);
    const column = Math.floor(x / CELL);
    const line = Math.floor(y / CELL);
    for (let i = column - reach; i <= column + reach; i += 1) {
      for (let j = line - reach; j <= line + reach; j += 1) {
        for (const seat of this.cells.get(`${i}:${j}`) ?? []) {
          const distance = (seat.x - x) ** 2 + (seat.y - y) ** 2;
          if (distance < least) {
            least = distance;
            best = seat;
          }
        }
      }
    }
    return best;
  }

  /** The seat that somebody means who leaves this one in a direction. */
  neighbour(from, dx, dy) {
    return neighbour(this.seats, from, dx, dy);
  }

}

/* Rows may be a hundred seats long: they are drawn in blocks, so that only what is in view needs to be. */
function blocks(seats) {
  return Array.from({ length: Math.ceil(seats.length / BLOCK) }, (_, index) => {
    const block = { seats: seats.slice(index * BLOCK, (index + 1) * BLOCK) };
    block.bounds = bounds(block.seats);
    block.seats.forEach((seat) => { seat.block = block; });
    return block;
  });
}

function cell(x, y) {
  return `${Math.floor(x / CELL)}:${Math.floor(y / CELL)}`;
}

/* Andrew's monotone chain. */
function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (line) => {
    const chain = [];
    for (const point of line) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) {
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const found = [...half(sorted), ...half(sorted.reverse())];
  return found.length > 0 ? found : sorted.slice(0, 1);
}
