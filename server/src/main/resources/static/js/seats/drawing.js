/*
 * Draws the map. From afar a big hall is its sections with the seats that are left; near by, only the seats in view
 * are in the page, so that fifteen thousand seats stay as quick as eighty. Letters wait until the view rests: a browser sets
 * every text anew at every scale.
 */

import { stageOf } from './geometry.js';

const SVG = 'http://www.w3.org/2000/svg';
const UNIT = 20;
const SEAT = 16;
const SMALL_HALL = 1200;
const SEATS_FROM = 11;
const LETTERS_FROM = 15;
const REST = 140;

/* The corner at the top right that no name may stand under. */
const BUTTONS = { width: 152, height: 64 };

export class Drawing {

  #frame = null;
  #rest = null;
  #scale = 0;
  #groups = new Map();
  #letters = new Map();
  #elements = new Map();
  #marks = new Map();
  #labels = new Map();

  constructor(svg, model, view, texts, icons) {
    this.svg = svg;
    this.model = model;
    this.view = view;
    this.texts = texts;
    this.icons = icons;
    this.seatsFrom = model.seats.length <= SMALL_HALL ? 0 : SEATS_FROM;
    this.world = this.#add(svg, 'g', { class: 'world' });
    this.#stage();
    this.outlines = this.#add(this.world, 'g', { class: 'outlines' });
    this.seats = this.#add(this.world, 'g', { class: 'seats' });
    this.marks = this.#add(this.world, 'g', { class: 'marks', 'aria-hidden': 'true' });
    this.labels = this.#add(svg, 'g', { class: 'labels', 'aria-hidden': 'true' });
    model.sections.forEach((section) => this.#outline(section));
    view.addEventListener('change', () => this.#soon());
    model.addEventListener('change', (event) => this.#restate(event.detail));
    this.draw();
  }

  get detailed() {
    return this.view.k >= this.seatsFrom;
  }

  #add(parent, name, attributes = {}, text = null) {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text !== null) {
      element.textContent = text;
    }
    parent.append(element);
    return element;
  }

  #stage() {
    const { left: x, top: y, width, height } = stageOf(this.model.bounds);
    const group = this.#add(this.world, 'g', { class: 'stage', 'aria-hidden': 'true' });
    const inset = width * 0.05;
    const corners = [[x, y], [x + width, y], [x + width - inset, y + height], [x + inset, y + height]];
    this.#add(group, 'path', { d: `M${corners.map(([px, py]) => `${px * UNIT} ${py * UNIT}`).join('L')}Z` });
    this.stageAt = { x: x + width / 2, y: y + height / 2 };
    this.stageLabel = this.#add(this.svg, 'text', { class: 'stage-label', 'aria-hidden': 'true' }, this.texts.of('js.stage'));
  }

  #outline(section) {
    const line = section.outline.map(({ x, y }) => `${(x * UNIT).toFixed(1)} ${(y * UNIT).toFixed(1)}`).join('L');
    const dearest = section.seats.reduce((best, seat) => (seat.price > best.price ? seat : best));
    section.path = this.#add(this.outlines, 'path', {
      class: `outline tint-${dearest.grade.index % 6 + 1}`, d: `M${line}Z`, 'data-section': section.index,
    });
    const label = this.#add(this.labels, 'g', { class: 'label' });
    this.#labels.set(section, { group: label, name: this.#add(label, 'text', { class: 'label-name' }, section.name),
      count: this.#add(label, 'text', { class: 'label-count', dy: '1.25em' }) });
    this.#describe(section);
  }

  #describe(section) {
    const { count } = this.#labels.get(section);
    count.textContent = section.free > 0 ? this.texts.of('js.left', this.texts.count(section.free)) : this.texts.of('js.none-left');
    section.path.classList.toggle('gone', section.free === 0);
    if (!this.detailed) {
      section.path.setAttribute('aria-label', this.texts.of('js.section', section.name, this.texts.count(section.free)));
    }
  }

  #soon() {
    if (this.#scale !== this.view.k) {
      this.svg.classList.remove('lettered');
    }
    this.#place();
    this.#frame ??= requestAnimationFrame(() => this.draw());
  }

  #place() {
    const { k, x, y } = this.view;
    this.world.setAttribute('transform', `translate(${x} ${y}) scale(${k / UNIT})`);
  }

  /** Brings the page in step with the view: which sections show their seats, where their names stand. */
  draw() {
    if (this.#frame !== null) {
      cancelAnimationFrame(this.#frame);
      this.#frame = null;
    }
    this.#place();
    const detailed = this.detailed;
    this.svg.classList.toggle('detailed', detailed);
    const lettered = this.view.k >= LETTERS_FROM && !this.#scaling();
    this.svg.classList.toggle('lettered', lettered);
    const seen = this.view.view;
    for (const section of this.model.sections) {
      const visible = overlaps(section.bounds, seen);
      section.blocks.forEach((block) => this.#block(block, detailed && visible && overlaps(block.bounds, seen), lettered));
      this.#asButton(section, !detailed);
      this.#label(section, visible, detailed, seen);
    }
    this.#stageName();
    this.#tabStop(detailed);
  }

  /* While the scale changes there are no letters; they come back when it has been the same for a moment. */
  #scaling() {
    const changed = this.#scale !== 0 && this.#scale !== this.view.k;
    this.#scale = this.view.k;
    if (changed) {
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => {
        this.#rest = null;
        this.draw();
      }, REST);
    }
    return this.#rest !== null;
  }

  #block(block, shown, lettered) {
    let group = this.#groups.get(block);
    if (!shown) {
      if (group?.isConnected && !group.contains(document.activeElement)) {
        group.remove();
      }
      return;
    }
    if (!group) {
      group = document.createElementNS(SVG, 'g');
      block.seats.forEach((seat) => this.#seat(group, seat));
      this.#groups.set(block, group);
    }
    if (lettered && !this.#letters.has(block)) {
      const letters = this.#add(group, 'g', { class: 'letters', 'aria-hidden': 'true' });
      block.seats.forEach((seat) => this.#letter(letters, seat));
      this.#letters.set(block, letters);
    }
    if (!group.isConnected) {
      this.seats.append(group);
    }
  }

  #seat(group, seat) {
    const element = this.#add(group, 'rect', {
      x: (seat.x * UNIT - SEAT / 2).toFixed(1), y: (seat.y * UNIT - SEAT / 2).toFixed(1), width: SEAT, height: SEAT, rx: 4,
      role: 'button', tabindex: '-1', 'data-seat': seat.id,
    });
    this.#elements.set(seat.id, element);
    this.#state(seat);
  }

  #letter(group, seat) {
    const x = (seat.x * UNIT).toFixed(1);
    const y = (seat.y * UNIT).toFixed(1);
    if (seat.accessible) {
      this.#add(group, 'use', { href: `${this.icons}#wheelchair`, x: x - 6, y: y - 6, width: 12, height: 12,
        class: `sign ${lettering(seat)}`, 'data-sign': seat.id });
    } else {
      this.#add(group, 'text', { x, y, class: lettering(seat), 'data-sign': seat.id }, seat.grade.letter);
    }
  }

  #state(seat) {
    const element = this.#elements.get(seat.id);
    if (!element) {
      return;
    }
    const free = seat.status === 'FREE';
    const chosen = this.#marks.has(seat.id);
    element.setAttribute('class', `seat ${free ? `g${seat.grade.index % 6 + 1}` : 'gone'}${seat.own ? ' own' : ''}${chosen ? ' chosen' : ''}`);
    element.setAttribute('aria-label', this.texts.seat(seat));
    element.setAttribute('aria-pressed', String(chosen));
    element.toggleAttribute('aria-disabled', false);
    if (!free) {
      element.setAttribute('aria-disabled', 'true');
    }
  }

  #restate(seats) {
    seats.forEach((seat) => {
      this.#state(seat);
      this.#letters.get(seat.block)?.remove();
      this.#letters.delete(seat.block);
    });
    new Set(seats.map((seat) => seat.section)).forEach((section) => this.#describe(section));
    this.#soon();
  }

  /** Marks the seats that are chosen. */
  choose(seats) {
    const chosen = new Set(seats.map((seat) => seat.id));
    for (const [id, mark] of this.#marks) {
      if (!chosen.has(id)) {
        mark.remove();
        this.#marks.delete(id);
        this.#state(this.model.seat(id));
      }
    }
    seats.filter((seat) => !this.#marks.has(seat.id)).forEach((seat) => {
      const mark = this.#add(this.marks, 'g', { transform: `translate(${seat.x * UNIT} ${seat.y * UNIT})` });
      this.#add(mark, 'rect', { class: 'mark-ring', x: -11, y: -11, width: 22, height: 22, rx: 6 });
      this.#add(mark, 'rect', { class: 'mark-fill', x: -8, y: -8, width: 16, height: 16, rx: 4 });
      this.#add(mark, 'path', { class: 'mark-check', d: 'M-4 0.5l3 3 5.5-6.5' });
      this.#marks.set(seat.id, mark);
      this.#state(seat);
    });
  }

  #asButton(section, button) {
    const { path } = section;
    if (button === (path.getAttribute('role') === 'button')) {
      return;
    }
    if (button) {
      path.setAttribute('role', 'button');
      path.setAttribute('tabindex', '-1');
      path.removeAttribute('aria-hidden');
      this.#describe(section);
    } else {
      ['role', 'tabindex', 'aria-label'].forEach((name) => path.removeAttribute(name));
      path.setAttribute('aria-hidden', 'true');
    }
  }

  #label(section, visible, detailed, seen) {
    const { group, name, count } = this.#labels.get(section);
    group.classList.toggle('away', !visible);
    if (!visible) {
      return;
    }
    const { k, x, y } = this.view;
    const { left, right, top, bottom } = section.bounds;
    const from = Math.max(left, seen.left);
    const to = Math.min(right, seen.right);
    const width = (right - left + 1) * k;
    const text = shorter(section.name).find((one) => lengthOf(one) <= width + 2) ?? shorter(section.name).at(-1);
    if (name.textContent !== text) {
      name.textContent = text;
    }
    const roomy = !detailed && (bottom - top + 1) * k > 36 && lengthOf(count.textContent) * 0.9 <= width;
    count.classList.toggle('away', !roomy);
    const line = detailed ? Math.max((top - 0.75) * k + y, 14) : ((top + bottom) / 2) * k + y + (roomy ? -4 : 4);
    const half = lengthOf(text) / 2 + 2;
    const room = this.view.width - half - (line < BUTTONS.height ? BUTTONS.width : 0);
    const middle = Math.max(half, Math.min(room, ((detailed ? from + to : left + right) / 2) * k + x));
    group.classList.toggle('away', detailed && (middle < from * k + x || middle > to * k + x));
    group.setAttribute('transform', `translate(${middle.toFixed(1)} ${line.toFixed(1)})`);
  }

  #stageName() {
    const { k, x, y } = this.view;
    this.stageLabel.setAttribute('x', (this.stageAt.x * k + x).toFixed(1));
    this.stageLabel.setAttribute('y', (this.stageAt.y * k + y).toFixed(1));
  }

  /* One thing of the map is in the order of the Tab key; the arrow keys go on from there. */
  #tabStop(detailed) {
    const present = this.svg.querySelector('[tabindex="0"]');
    if (present && (detailed ? present.dataset.seat : present.dataset.section)) {
      return;
    }
    present?.setAttribute('tabindex', '-1');
    const next = detailed ? this.seats.querySelector('.seat:not(.gone)') ?? this.seats.querySelector('.seat')
      : this.outlines.querySelector('[role="button"]');
    next?.setAttribute('tabindex', '0');
  }

  element(seat) {
    return this.#elements.get(seat.id);
  }

  /** Puts the focus on a seat or a section that is drawn. */
  focus(element) {
    this.svg.querySelectorAll('[tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
    element.setAttribute('tabindex', '0');
    element.focus({ preventScroll: true });
  }

  /** Lets one grade stand out, or all again. */
  highlight(grade) {
    this.model.grades.forEach(({ index }) => this.svg.classList.toggle(`only-${index % 6 + 1}`, grade?.index === index));
    this.svg.classList.toggle('only', Boolean(grade));
  }

}

function overlaps(box, seen) {
  return box.right > seen.left - 1 && box.left < seen.right + 1 && box.bottom > seen.top - 1 && box.top < seen.bottom + 1;
}

/* The ways to write a section's name, longest first. */
function shorter(name) {
  const last = name.split(' ').at(-1);
  return [name, last, last.replace(/구역$/, '') || last];
}

/* How long a label is in pixels, near enough: Korean letters are wide, others are not. */
function lengthOf(text) {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2E7F ? 12.5 : 7.5), 0);
}

function lettering(seat) {
  return seat.status === 'FREE' ? `on-${seat.grade.index % 6 + 1}` : 'taken';
}
