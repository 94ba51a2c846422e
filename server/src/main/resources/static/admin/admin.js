/* What staff pages do with script: lines that can be added and removed, and the way to what was refused. */

import { guardForms } from './drafts.js';

let made = 0;

/** Numbers the lines that show a number. */
function number(list) {
  list.querySelectorAll('[data-line-number]').forEach((cell, index) => {
    cell.textContent = String(index + 1);
  });
}

function lines(group) {
  const list = group.querySelector('[data-line-list]');
  const template = group.querySelector('[data-line-template]');
  const add = group.querySelector('[data-line-add]');
  const changed = () => {
    number(list);
    group.dispatchEvent(new CustomEvent('lineschanged', { bubbles: true }));
  };
  const show = (root) => root.querySelectorAll('[data-line-remove]').forEach((button) => button.removeAttribute('hidden'));
  add.hidden = false;
  show(list);
  add.addEventListener('click', () => {
    const line = template.content.cloneNode(true);
    made += 1;
    line.querySelectorAll('input, select').forEach((field, index) => {
      field.id = `line-${made}-${index}`;
    });
    show(line);
    list.append(line);
    changed();
    list.lastElementChild.querySelector('input, select').focus();
  });
  list.addEventListener('click', (event) => {
    const remove = event.target.closest('[data-line-remove]');
    if (!remove) {
      return;
    }
    const line = remove.closest('[data-line]');
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    changed();
    (next?.querySelector('[data-line-remove]') ?? add).focus();
  });
}

document.querySelectorAll('[data-lines]').forEach(lines);
document.addEventListener('partloaded', (event) => event.target.querySelectorAll('[data-lines]').forEach(lines));

/* The summary names the field that each sentence is about, as its label does, or in a word where the label says what to do. A dash,
   because sentences and names of places in a map have colons of their own. */
document.querySelectorAll('[data-refused] a[href^="#"]').forEach((link) => {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const label = field?.labels?.[0];
  const text = label?.querySelector('span') ?? label ?? field?.querySelector(':scope > legend');
  const name = field?.dataset.name ?? text?.textContent ?? field?.getAttribute('aria-label');
  if (name) {
    link.querySelector('[data-field-name]').textContent = `${name.trim()} – `;
  }
});
document.querySelector('[data-refused]')?.focus();

/* A refused form is the answer to a POST, which the browser could not show again on the way back: from now on the entry in
   the history stands for the form itself. */
const refused = document.querySelector('[data-refused]');
if (refused) {
  const address = document.querySelector('form[data-address]')?.dataset.address;
  window.history.replaceState(window.history.state, '', address ?? window.location.href);
}

/* How many rounds a form would open. */
const rounds = document.querySelector('[data-rounds-form]');
if (rounds) {
  const names = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
  const count = () => {
    const first = rounds.elements.firstDay.value;
    const last = rounds.elements.lastDay.value || first;
    const days = new Set([...rounds.querySelectorAll('[name="weekdays"]:checked')].map((box) => box.value));
    const times = new Set(rounds.elements.times.value.split(/[,\s]+/).filter((time) => /^\d{1,2}:\d{2}$/.test(time)));
    let total = 0;
    if (first && last) {
      const end = Date.parse(`${last}T00:00:00Z`);
      for (let day = Date.parse(`${first}T00:00:00Z`), guard = 0; day <= end && guard < 2000; day += 86400000, guard += 1) {
        total += days.has(names[new Date(day).getUTCDay()]) ? times.size : 0;
      }
    }
    rounds.querySelector('[data-rounds-count]').textContent = rounds.dataset.countText.replace('{0}', String(total));
  };
  rounds.addEventListener('input', count);
  count();
}

/* Copies what is shown once; without script it can be selected. */
document.querySelectorAll('[data-copy]').forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Browsers offer the clipboard only over TLS and on this machine; this works elsewhere too.
      document.execCommand('copy');
    }
    button.textContent = button.dataset.copied;
    window.setTimeout(() => { button.textContent = label; }, 3000);
  });
});

guardForms();
