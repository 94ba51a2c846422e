/* Typed data is not lost: a warning before leaving a form with unsaved edits, and a copy of what was sent, in this tab
   alone, which is filled in again when the session had ended and the person has signed in again. */

const KEY = 'ticketblue-draft';

const MARK = '#resume';

const MOST_LINES = 500;

const LATE_PARTS = 10000;

const person = () => document.querySelector('meta[name="staff"]')?.content ?? '';

function stored() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** The pairs of a form but for files, passwords and the token, which is not for keeping. */
function valuesOf(form) {
  const secret = new Set([...form.querySelectorAll('[type="password"]')].map((field) => field.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== '_csrf' && !secret.has(name));
}

function keep(form) {
  const before = stored();
  const action = form.getAttribute('action');
  // A form that was shown again with its errors is at the address it was sent to: its own page is the one before.
  const again = document.querySelector('[data-refused]') && before?.action === action;
  const draft = { person: person(), page: again ? before.page : location.pathname + location.search, action, values: valuesOf(form) };
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A form beyond the browser's limit is not kept; sending it goes on.
    window.sessionStorage.removeItem(KEY);
  }
}

const tells = (field) => ['input', 'change'].forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));

function named(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => field.type !== 'file');
}

/** Fills the fields of one name, with as many lines as there are values; false if there is no such field yet. */
function fill(form, name, values) {
  let fields = named(form, name);
  if (fields.length === 0) {
    return false;
  }
  if (['checkbox', 'radio'].includes(fields[0].type)) {
    fields.forEach((field) => {
      field.checked = values.includes(field.value);
      tells(field);
    });
    return true;
  }
  const add = fields[0].closest('[data-lines]')?.querySelector('[data-line-add]');
  for (let lines = fields.length; add && lines < Math.min(values.length, MOST_LINES); lines += 1) {
    add.click();
  }
  fields = named(form, name);
  fields.forEach((field, index) => {
    if (index < values.length && field.type !== 'hidden' && field.value !== values[index]) {
      field.value = values[index];
      tells(field);
    }
  });
  return true;
}

function refill(form, pairs) {
  const values = new Map();
  pairs.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  form.querySelectorAll('[type="checkbox"][name]').forEach((box) => {
    if (!values.has(box.name)) {
      values.set(box.name, []);
    }
  });
  const missing = new Map([...values].filter(([name, list]) => !fill(form, name, list)));
  if (missing.size === 0) {
    return;
  }
  // Parts that another field brings in, such as the sections of a venue.
  const late = new MutationObserver(() => {
    missing.forEach((list, name) => {
      if (fill(form, name, list)) {
        missing.delete(name);
      }
    });
  });
  late.observe(form, { childList: true, subtree: true });
  window.setTimeout(() => late.disconnect(), LATE_PARTS);
}

function resume() {
  const draft = stored();
  const wanted = location.hash === MARK;
  if (wanted) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  if (!draft || (!wanted && document.querySelector('[data-refused]'))) {
    return null;
  }
  if (!wanted || draft.person !== person()) {
    window.sessionStorage.removeItem(KEY);
    return null;
  }
  const form = [...document.querySelectorAll('form[method="post"]')].find((one) => one.getAttribute('action') === draft.action
    && draft.page === location.pathname + location.search);
  if (!form) {
    location.replace(draft.page + MARK);
    return null;
  }
  window.sessionStorage.removeItem(KEY);
  refill(form, draft.values);
  const notice = document.createElement('p');
  notice.className = 'notice notice-warn';
  notice.setAttribute('role', 'alert');
  notice.dataset.resumed = '';
  notice.textContent = document.querySelector('meta[name="staff"]').dataset.resumed;
  form.before(notice);
  notice.scrollIntoView({ block: 'center' });
  return form;
}

/** Watches all forms of the page that change something. */
export function guardForms() {
  let edited = resume();
  document.addEventListener('input', (event) => {
    edited = event.target.closest('main form[method="post"]') ?? edited;
  });
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented && event.target.matches('main form[method="post"]')) {
      edited = null;
      keep(event.target);
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (edited?.isConnected) {
      event.preventDefault();
    }
  });
}
