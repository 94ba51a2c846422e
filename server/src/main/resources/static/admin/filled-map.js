/* Draws who sits where. */

import { SeatMap } from './seat-map.js';

const host = document.querySelector('[data-filled-map]');
const frame = host.querySelector('[data-map]');
const words = { ...host.dataset, ...frame.querySelector('.map-view').dataset };
let bookings = [];
let grades = [];

function address(seat) {
  return seat.booking === null || seat.booking === undefined ? null : words.booking + bookings[seat.booking].id;
}

function describe(seat) {
  const line = document.createDocumentFragment();
  const where = `${seat.label} · ${grades[seat.grade] ?? ''}${seat.accessible ? ` · ${words.wheelchair}` : ''} · `;
  const to = address(seat);
  if (!to) {
    line.append(where + (seat.status === 'FREE' ? words.free : words.held));
    return line;
  }
  const { code, buyer } = bookings[seat.booking];
  const link = document.createElement('a');
  link.href = to;
  link.textContent = code;
  line.append(`${where}${seat.status === 'SOLD' ? words.sold : words.held} · `, link, ` · ${buyer}`);
  return line;
}

const map = new SeatMap(frame, {
  describe,
  seatClass: (seat) => `seat-${seat.status.toLowerCase()}`,
  sameAs: (seat, seats) => (address(seat) ? seats.filter((other) => other.booking === seat.booking) : []),
  onOpen: (seat) => {
    const to = address(seat);
    if (to) {
      window.location.assign(to);
    }
  },
});

try {
  const response = await fetch(frame.dataset.source, { headers: { Accept: 'application/json' } });
  if (!response.ok) {
    throw new Error(`The map answered ${response.status}`);
  }
  const filled = await response.json();
  ({ bookings, grades } = filled);
  map.draw(filled.sections);
  map.say(words.hint);
} catch (error) {
  map.say(words.failed);
  throw error;
}
