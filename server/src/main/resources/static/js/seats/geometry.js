/* Where seats lie to each other, and where the stage is. */

/** The box around some seats. */
export function bounds(seats) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of seats) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/**
 * The stage above all seats. It grows with the hall, so that it can be seen and read from afar, and so does the room below
 * it, in which the name of a section has to stand on a small screen.
 */
export function stageOf({ left, right, top }) {
  const breadth = right - left;
  const width = Math.max(breadth * 0.5, 8);
  const height = Math.max(breadth * 0.05, 1.6);
  const gap = Math.max(breadth * 0.075, 2.4);
  return { left: (left + right - width) / 2, top: top - gap - height, width, height };
}

/** What a view has to hold: all seats and the stage. */
export function boxOf(box) {
  const stage = stageOf(box);
  return {
    left: Math.min(box.left, stage.left) - 1.5, right: Math.max(box.right, stage.left + stage.width) + 1.5,
    top: stage.top - 0.5, bottom: box.bottom + 1.5,
  };
}

/** The seat that somebody means who leaves this one in a direction; straight ahead counts more than near. */
export function neighbour(seats, from, dx, dy) {
  let best = null;
  let least = Infinity;
  for (const seat of seats) {
    const along = (seat.x - from.x) * dx + (seat.y - from.y) * dy;
    if (along < 0.3) {
      continue;
    }
    const across = Math.abs((seat.x - from.x) * dy) + Math.abs((seat.y - from.y) * dx);
    const cost = along + across * 3;
    if (across < along * 1.5 + 0.8 && cost < least) {
      least = cost;
      best = seat;
    }
  }
  return best;
}
