/* The page on which seats are chosen: fetches the map and lets its parts know each other. */

import { Drawing } from './drawing.js';
import { boxOf } from './geometry.js';
import { Keys } from './keys.js';
import { SeatList } from './list.js';
import { Live } from './live.js';
import { SeatModel } from './model.js';
import { PanZoom } from './panzoom.js';
import { Selection } from './selection.js';
import { Summary } from './summary.js';
import { Texts } from './texts.js';
import { Tip } from './tip.js';

const page = document.getElementById('seat-page');
const texts = new Texts(JSON.parse(page.dataset.texts), document.documentElement.lang);
const canvas = document.getElementById('seat-canvas');
const TOUCHABLE = 26;
const CLICKABLE = 12;
const FINGER = 20;

const live = {
  say: (text) => { document.getElementById('seat-said').textContent = text; },
  warn: (text) => {
    const box = document.getElementById('seat-warning');
    box.hidden = false;
    box.querySelector('[data-text]').textContent = text;
  },
};

function switchView(name) {
  page.dataset.view = name;
  page.querySelectorAll('[data-switch]').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.switch === name)));
  window.sessionStorage.setItem('seats:view', name);
}

function legend(model, drawing) {
  page.querySelectorAll('[data-grade]').forEach((row) => {
    const grade = model.grades.find((known) => known.name === row.dataset.grade);
    const show = () => { row.querySelector('[data-left]').textContent = texts.of('js.left', texts.count(grade.free)); };
    show();
    model.addEventListener('change', show);
    row.addEventListener('pointerenter', () => drawing.highlight(grade));
    row.addEventListener('pointerleave', () => drawing.highlight(null));
    row.addEventListener('focusin', () => drawing.highlight(grade));
    row.addEventListener('focusout', () => drawing.highlight(null));
  });
}

/* The section under a finger, or beside it. */
function sectionAt(model, x, y, within) {
  const away = ({ bounds: { left, right, top, bottom } }) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const nearest = model.sections.reduce((best, section) => (away(section) < away(best) ? section : best));
  return away(nearest) <= within ? nearest : null;
}

function taps(view, model, drawing, selection) {
  view.addEventListener('tap', ({ detail: { x, y, touch } }) => {
    if (!drawing.detailed) {
      const section = sectionAt(model, x, y, FINGER / view.k);
      if (section) {
        view.show(section.bounds, touch ? TOUCHABLE : CLICKABLE);
      }
      return;
    }
    const seat = model.nearest(x, y, touch ? 0.75 : 0.55);
    if (seat && view.k < (touch ? TOUCHABLE : CLICKABLE)) {
      view.centre(x, y, touch ? TOUCHABLE + 4 : CLICKABLE * 2);
    } else if (seat) {
      selection.toggle(seat);
    }
  });
}

function buttons(view) {
  const actions = { in: () => view.zoom(1.6), out: () => view.zoom(1 / 1.6), fit: () => view.fit() };
  page.querySelectorAll('[data-zoom]').forEach((button) => button.addEventListener('click', actions[button.dataset.zoom]));
}

async function start() {
  const answer = await fetch(page.dataset.seats);
  if (!answer.ok) {
    throw new Error(`The map answered ${answer.status}`);
  }
  const model = new SeatModel(await answer.json(), JSON.parse(page.dataset.grades), (page.dataset.held || '').split(',').filter(Boolean));
  const selection = new Selection(model, page.dataset.round, Number(page.dataset.limit), Number(page.dataset.owned));
  canvas.replaceChildren();
  const view = new PanZoom(canvas, boxOf(model.bounds));
  view.fit();
  const drawing = new Drawing(canvas, model, view, texts, page.dataset.icons);
  const keys = new Keys(drawing, view, model, selection);
  const tip = new Tip(document.getElementById('seat-tip'), canvas, model, view, drawing, texts);
  new SeatList(document.getElementById('seat-list'), model, selection, texts);
  const summary = new Summary(document.getElementById('seat-form'), selection, texts, Number(page.dataset.fee), live);
  const choose = () => drawing.choose(selection.seats);
  selection.addEventListener('change', choose);
  choose();
  model.addEventListener('change', ({ detail }) => {
    if (!summary.busy) {
      selection.lose(detail.filter((seat) => seat.status !== 'FREE'));
    }
  });
  legend(model, drawing);
  taps(view, model, drawing, selection);
  buttons(view);
  new Live(model, page.dataset.seats).start();
  page.dataset.ready = 'true';
  return { keys, tip };
}

page.querySelectorAll('[data-switch]').forEach((button) => button.addEventListener('click', () => switchView(button.dataset.switch)));
switchView(page.dataset.view || window.sessionStorage.getItem('seats:view') || 'map');
document.querySelector('#seat-warning [data-dismiss]').addEventListener('click', () => { document.getElementById('seat-warning').hidden = true; });
start().catch((error) => {
  live.warn(texts.of('js.failed'));
  throw error;
});
