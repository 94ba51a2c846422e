/*
 * Draws a seat map into a frame (see frame.html). It moves as the buyers' map does, but the wheel zooms with Ctrl only,
 * because the page around it is long; a cursor goes from seat to seat by the arrow keys.
 */

import { bounds, boxOf, neighbour, stageOf } from '../js/seats/geometry.js';
import { ARROWS } from '../js/seats/keys.js';
import { PanZoom } from '../js/seats/panzoom.js';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 0.4;
const REACH = 0.7;
const STEP = 1.6;

/* From this many pixels for a seat on, the name of a section stands above it and not in it. */
const NAMED_ABOVE = 7.5;

function element(parent, name, attributes = {}, text = null) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== null) {
    made.textContent = text;
  }
  parent.append(made);
  return made;
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
   * @param onOpen is called with the seat on which Enter is pressed
   * @param sameAs tells which other seats are marked with a seat
   */
  constructor(frame, { describe, seatClass, onOpen = () => {}, sameAs = () => [] }) {
    this.element = frame.querySelector('.map-view');
    this.readout = frame.querySelector('[data-readout]');
    Object.assign(this, { describe, seatClass, onOpen, sameAs });
    this.seats = [];
    this.view = null;
    frame.addEventListener('click', (event) => this.#tool(event.target.closest('[data-zoom]')?.dataset.zoom));
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('focus', () => this.seats.length && this.select(this.current ?? this.seats[0]));
    this.element.addEventListener('pointermove', (event) => this.#hover(event));
  }

  /** Draws sections: [{name, seats: [{x, y, …}]}]. */
  draw(sections) {
    this.seats = sections.flatMap((section) => section.seats.map((seat) => ({ ...seat, section: section.name })));
    this.current = undefined;
    this.element.replaceChildren();
    if (!this.seats.length) {
      return;
    }
    const box = bounds(this.seats);
    const svg = element(this.element, 'svg', { 'aria-hidden': 'true' });
    this.world = element(svg, 'g');
    this.stage = stageOf(box);
    element(this.world, 'rect', { class: 'map-stage', x: this.stage.left, y: this.stage.top, width: this.stage.width,
      height: this.stage.height, rx: this.stage.height / 4 });
    sections.forEach((section) => this.#seats(section));
    this.marks = element(this.world, 'path', { class: 'map-same' });
    this.cursor = element(this.world, 'circle', { class: 'map-cursor', r: RADIUS + 0.2, visibility: 'hidden' });
    this.stageName = element(svg, 'text', { class: 'map-stage-name' }, this.element.dataset.stage);
    this.names = sections.map((section) => ({ box: bounds(section.seats),
      label: element(svg, 'text', { class: 'map-section' }, section.name) }));
    this.#look(boxOf(box));
  }

  #seats(section) {
    const shapes = new Map();
    section.seats.forEach((seat) => {
      const kind = this.seatClass(seat);
      shapes.set(kind, (shapes.get(kind) ?? '') + disc(seat));
    });
    shapes.forEach((d, kind) => element(this.world, 'path', { class: `seat ${kind}`, d }));
  }

  #look(box) {
    if (this.view) {
      this.view.hold(box);
      return;
    }
    this.view = new PanZoom(this.element, box, { head: 0, wheelAlone: false });
    this.view.addEventListener('change', () => this.#place());
    this.view.addEventListener('tap', ({ detail }) => this.#point(detail));
    this.view.fit();
  }

  /** Shows a text where a seat would be told. */
  say(text) {
    this.readout.textContent = text;
  }

  /** Puts the cursor on a seat and tells about it. */
  select(seat, reveal = true) {
    this.current = seat;
    this.cursor.setAttribute('cx', seat.x);
    this.cursor.setAttribute('cy', seat.y);
    this.cursor.setAttribute('visibility', 'visible');
    this.marks.setAttribute('d', this.sameAs(seat, this.seats).map(disc).join(''));
    this.readout.replaceChildren(this.describe(seat));
    if (reveal) {
      this.view.reveal(seat.x, seat.y, this.view.k);
    }
  }

  /* Names keep their size on the screen, whatever the zoom. */
  #place() {
    const { k, x, y } = this.view;
    this.element.classList.toggle('zoomed', !this.view.whole);
    this.world.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
    const { left, top, width, height } = this.stage;
    this.#text(this.stageName, (left + width / 2) * k + x, (top + height / 2) * k + y, Math.min(14, height * k * 0.7));
    this.names.forEach(({ label, box }) => {
      const room = (box.right - box.left + 1.6) * k;
      const size = Math.max(8, Math.min(12, (room / Math.max(2, label.textContent.length)) * 1.35));
      const line = k < NAMED_ABOVE ? ((box.top + box.bottom) / 2) * k + size / 3 : (box.top - 0.7) * k;
      this.#text(label, ((box.left + box.right) / 2) * k + x, line + y, size);
    });
  }

  #text(label, x, y, size) {
    Object.entries({ x, y, 'font-size': size }).forEach(([name, value]) => label.setAttribute(name, value.toFixed(1)));
  }

  #hover(event) {
    if (this.view && event.pointerType === 'mouse' && event.buttons === 0) {
      this.#point(this.view.under(event));
    }
  }

  #point({ x, y }) {
    const away = (seat) => Math.hypot(seat.x - x, seat.y - y);
    const nearest = this.seats.reduce((best, seat) => (!best || away(seat) < away(best) ? seat : best), null);
    if (nearest && nearest !== this.current && away(nearest) < REACH) {
      this.select(nearest, false);
    }
  }

  #tool(zoom) {
    if (!zoom || !this.seats.length) {
      return;
    }
    if (zoom === 'fit') {
      this.view.fit();
    } else {
      this.view.zoom(zoom === 'in' ? STEP : 1 / STEP);
    }
  }

  #key(event) {
    if (!this.seats.length || event.altKey || event.metaKey || event.ctrlKey) {
      return;
    }
    const from = this.current ?? this.seats[0];
    const at = [from.x * this.view.k + this.view.x, from.y * this.view.k + this.view.y];
    if (ARROWS[event.key]) {
      this.select(neighbour(this.seats, from, ...ARROWS[event.key]) ?? from);
    } else if (event.key === '+' || event.key === '=') {
      this.view.zoom(STEP, ...at);
    } else if (event.key === '-') {
      this.view.zoom(1 / STEP, ...at);
    } else if (event.key === '0') {
      this.view.fit();
    } else if (event.key === 'Enter') {
      this.onOpen(from);
    } else {
      return;
    }
    event.preventDefault();
  }

}
