/* Moves the view over the map: wheel, pinch, drag, buttons and keys all end here. */

const CLICK = 6;

/* Two fingers on a pad come as small steps of the wheel with Ctrl; a mouse makes large ones. */
const PINCH = 24;

/* Room for the buttons above the map when all of it is in view. */
const HEAD = 56;

export class PanZoom extends EventTarget {

  /**
   * @param head pixels at the top that are kept free while all of the map is in view
   * @param wheelAlone whether the wheel zooms without a key; where it does not, the page scrolls
   */
  constructor(element, box, { head = HEAD, wheelAlone = true } = {}) {
    super();
    Object.assign(this, { element, box, head, wheelAlone });
    this.k = 1;
    this.x = 0;
    this.y = 0;
    this.pointers = new Map();
    element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    element.addEventListener('pointerdown', (event) => this.#down(event));
    element.addEventListener('pointermove', (event) => this.#move(event));
    element.addEventListener('pointerup', (event) => this.#up(event));
    element.addEventListener('pointercancel', (event) => this.#drop(event));
    new ResizeObserver(() => this.#resized()).observe(element);
    element.addEventListener('pointerenter', () => this.#measure());
    this.#measure();
  }

  #measure() {
    const { width, height, left: x, top: y } = this.element.getBoundingClientRect();
    this.width = width;
    this.height = height;
    this.corner = { x: x + window.scrollX, y: y + window.scrollY };
    const { left, right, top, bottom } = this.box;
    this.fitting = Math.min(width / (right - left), (height - this.head) / (bottom - top));
    this.least = this.fitting;
    this.most = Math.max(56, this.fitting * 2);
  }

  #resized() {
    const whole = this.k <= this.least * 1.02;
    const centre = this.point(this.width / 2, this.height / 2);
    this.#measure();
    if (whole || !Number.isFinite(centre.x)) {
      this.fit();
    } else {
      this.centre(centre.x, centre.y, this.k);
    }
  }

  get whole() {
    return this.k <= this.least * 1.02;
  }

  /** The point of the map under a point of the element. */
  point(px, py) {
    return { x: (px - this.x) / this.k, y: (py - this.y) / this.k };
  }

  /** What of the map can be seen now. */
  get view() {
    const from = this.point(0, 0);
    const to = this.point(this.width, this.height);
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }

  /** The point of the map under a pointer. */
  under(event) {
    return this.point(event.pageX - this.corner.x, event.pageY - this.corner.y);
  }

  /** Looks at another map, all of it. */
  hold(box) {
    this.box = box;
    this.#measure();
    this.fit();
  }

  fit() {
    const { left, right, top, bottom } = this.box;
    this.centre((left + right) / 2, (top + bottom) / 2, this.least);
  }

  centre(x, y, k) {
    this.k = Math.min(this.most, Math.max(this.least, k));
    this.x = this.width / 2 - x * this.k;
    this.y = this.height / 2 - y * this.k;
    this.#changed();
  }

  /** Shows a part of the map as large as it fits, at least at a scale. */
  show(box, least) {
    const k = Math.min(this.width / (box.right - box.left + 3), this.height / (box.bottom - box.top + 4));
    this.centre((box.left + box.right) / 2, (box.top + box.bottom) / 2, Math.max(k, least));
  }

  /** Moves no further than needed for a point to be well in view, at least at a scale. */
  reveal(x, y, least) {
    const px = x * this.k + this.x;
    const py = y * this.k + this.y;
    const margin = Math.min(64, this.width / 4, this.height / 4);
    const inside = px > margin && px < this.width - margin && py > margin && py < this.height - margin;
    if (this.k < least) {
      this.centre(x, y, least);
    } else if (!inside) {
      this.x += Math.min(this.width - margin, Math.max(margin, px)) - px;
      this.y += Math.min(this.height - margin, Math.max(margin, py)) - py;
      this.#changed();
    }
  }

  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const k = Math.min(this.most, Math.max(this.least, this.k * factor));
    this.x = px - (px - this.x) * (k / this.k);
    this.y = py - (py - this.y) * (k / this.k);
    this.k = k;
    this.#changed();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.#changed();
  }

  #changed() {
    const { left, right, top, bottom } = this.box;
    const hold = (offset, from, to, length) => {
      const size = (to - from) * this.k;
      if (size <= length + 1) {
        return (length - size) / 2 - from * this.k;
      }
      return Math.min(length * 0.4 - from * this.k, Math.max(length * 0.6 - to * this.k, offset));
    };
    this.x = hold(this.x, left, right, this.width);
    this.y = this.whole ? this.head / 2 + hold(this.y, top, bottom, this.height) : hold(this.y, top, bottom, this.height);
    this.dispatchEvent(new Event('change'));
  }

  /* Asking the browser where the element is would make it lay out the whole map for every event of a gesture. */
  #at(event) {
    if (this.pointers.size === 0 && event.type === 'pointerdown') {
      this.#measure();
    }
    return { x: event.pageX - this.corner.x, y: event.pageY - this.corner.y };
  }

  #wheel(event) {
    if (!this.wheelAlone && !event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    const at = this.#at(event);
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    const fingers = Math.max(-PINCH, Math.min(PINCH, pixels)) * 0.01;
    this.zoom(Math.exp(event.ctrlKey ? -fingers : -pixels * 0.002), at.x, at.y);
  }

  #down(event) {
    if (event.button !== 0) {
      return;
    }
    const at = this.#at(event);
    this.pointers.set(event.pointerId, { ...at, startX: at.x, startY: at.y });
    this.dragged = this.dragged && this.pointers.size > 1;
  }

  #move(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) {
      return;
    }
    const at = this.#at(event);
    const others = [...this.pointers.values()].filter((other) => other !== pointer);
    if (others.length === 1) {
      const [other] = others;
      const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
      const after = Math.hypot(at.x - other.x, at.y - other.y);
      this.dragged = true;
      this.zoom(after / Math.max(before, 1), (at.x + other.x) / 2, (at.y + other.y) / 2);
      this.pan((at.x - pointer.x) / 2, (at.y - pointer.y) / 2);
    } else if (this.dragged || Math.hypot(at.x - pointer.startX, at.y - pointer.startY) > CLICK) {
      if (!this.dragged) {
        this.element.setPointerCapture(event.pointerId);
      }
      this.dragged = true;
      this.pan(at.x - pointer.x, at.y - pointer.y);
    }
    pointer.x = at.x;
    pointer.y = at.y;
  }

  #up(event) {
    const pointer = this.pointers.get(event.pointerId);
    this.#drop(event);
    if (pointer && !this.dragged) {
      const at = this.#at(event);
      this.dispatchEvent(new CustomEvent('tap', { detail: { ...this.point(at.x, at.y), touch: event.pointerType === 'touch' } }));
    }
  }

  #drop(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      window.setTimeout(() => { this.dragged = false; });
    }
  }

}
