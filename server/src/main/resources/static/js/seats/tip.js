/* Says what the seat under the pointer or the focus is. */

export class Tip {

  constructor(element, canvas, model, view, drawing, texts) {
    this.element = element;
    this.canvas = canvas;
    this.view = view;
    this.texts = texts;
    canvas.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse' && drawing.detailed && event.buttons === 0) {
        const at = view.point(event.pageX - view.corner.x, event.pageY - view.corner.y);
        this.show(model.nearest(at.x, at.y, 0.55));
      }
    });
    canvas.addEventListener('pointerleave', () => this.show(null));
    canvas.addEventListener('focusin', (event) => this.show(event.target.matches(':focus-visible') ? model.seat(event.target.dataset.seat) : null));
    canvas.addEventListener('focusout', () => this.show(null));
    view.addEventListener('change', () => this.#place());
    model.addEventListener('change', () => this.show(this.seat));
  }

  show(seat) {
    this.seat = seat ?? null;
    this.element.hidden = !seat;
    this.canvas.classList.toggle('over-seat', seat?.status === 'FREE');
    if (seat) {
      const taken = seat.status === 'FREE' ? null : this.texts.taken(seat);
      this.element.replaceChildren(Object.assign(document.createElement('b'), { textContent: seat.label }),
        Object.assign(document.createElement('span'), {
          textContent: [seat.grade.name, this.texts.money(seat.price), seat.accessible ? this.texts.of('js.seat.accessible') : null, taken]
            .filter(Boolean).join(' · '),
        }));
      this.#place();
    }
  }

  #place() {
    if (!this.seat) {
      return;
    }
    const { k, x, y, width } = this.view;
    const left = Math.min(width - 110, Math.max(110, this.seat.x * k + x));
    const above = this.seat.y * k + y - k * 0.6;
    const below = above < 64;
    this.element.classList.toggle('below', below);
    this.element.style.left = `${left}px`;
    this.element.style.top = `${below ? this.seat.y * k + y + k * 0.6 : above}px`;
  }

}
