/* Draws the map of the venue form as it is being filled in. The server lays it out, as it does when it is saved. */

import { SeatMap } from './seat-map.js';

const form = document.querySelector('[data-venue-form]');
const frame = form.querySelector('[data-map]');
const state = form.querySelector('[data-preview-state]');
const words = frame.querySelector('.map-view').dataset;

const map = new SeatMap(frame, {
  describe: (seat) => document.createTextNode(seat.accessible ? `${seat.label} · ${words.wheelchair}` : seat.label),
  seatClass: (seat) => (seat.accessible ? 'seat-accessible' : 'seat-plain'),
});

let asked = 0;
let timer;

function ready() {
  const way = form.elements.way.value;
  const filled = (name) => [...form.querySelectorAll(`[name="${name}"]`)].some((field) => field.value.trim() !== '');
  return (way === 'simple' && filled('capacity')) || (way === 'built' && filled('sectionRows') && filled('sectionSeats'))
    || (way === 'json' && (filled('json') || form.elements.file.files.length > 0));
}

function show(answer) {
  if (answer.errors.length) {
    state.textContent = state.dataset.refused;
    map.say(answer.errors.map((error) => {
      const name = error.field && document.getElementById(error.field)?.getAttribute('aria-label');
      const place = [error.line && state.dataset.line.replace('{0}', String(error.line)), name].filter(Boolean).join(' ');
      return place ? `${place} – ${error.text}` : error.text;
    }).join(' '));
    return;
  }
  map.draw(answer.sections);
  map.say(words.help);
  state.textContent = state.dataset.text.replace('{0}', answer.capacity.toLocaleString('en')).replace('{1}', String(answer.sections.length));
}

async function preview() {
  const ask = asked += 1;
  const keep = form.elements.way.value === 'keep';
  if (!keep && !ready()) {
    return;
  }
  state.textContent = state.dataset.wait;
  try {
    const response = keep ? await fetch(form.dataset.present)
      : await fetch(form.dataset.preview, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
    if (!response.headers.get('Content-Type')?.includes('application/json')) {
      throw new Error(`The preview answered ${response.status}`);
    }
    const answer = await response.json();
    if (ask === asked) {
      show(answer);
    }
  } catch (error) {
    if (ask === asked) {
      state.textContent = '';
      map.say(words.failed);
    }
    throw error;
  }
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(preview, 350);
}

form.addEventListener('input', later);
form.addEventListener('change', later);
form.addEventListener('lineschanged', later);
preview();
