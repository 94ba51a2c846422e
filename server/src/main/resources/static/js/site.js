/* What every page does with script; all of it works without, only less smoothly. */

const root = document.documentElement;

/** Shows a message for a while at the foot of the page. Of one topic there is one message: the next one takes its place. */
export function toast(text, kind = 'info', topic = null) {
  const toasts = document.getElementById('toasts');
  const line = document.createElement('p');
  line.className = kind === 'bad' ? 'toast toast-bad' : 'toast';
  line.textContent = text;
  if (topic) {
    toasts.querySelectorAll(`[data-topic="${topic}"]`).forEach((earlier) => earlier.remove());
    line.dataset.topic = topic;
  }
  toasts.append(line);
  window.setTimeout(() => line.remove(), kind === 'bad' ? (topic ? 5000 : 12000) : 6000);
}

/** The header that proves to the server that a request comes from its own page. */
export function csrf() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?XSRF-TOKEN=([^;]*)/);
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie[1]) } : {};
}

function chooseTheme(choice) {
  if (choice === 'auto') {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = choice;
  }
  document.cookie = `theme=${choice}; path=/; max-age=31536000; samesite=lax`;
  document.querySelectorAll('[data-theme-choice]').forEach((link) => {
    if (link.dataset.themeChoice === choice) {
      link.setAttribute('aria-current', 'true');
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

function closeMenus(except) {
  document.querySelectorAll('details.menu[open]').forEach((menu) => {
    if (menu !== except) {
      menu.open = false;
    }
  });
}

document.addEventListener('click', (event) => {
  const theme = event.target.closest('[data-theme-choice]');
  if (theme) {
    event.preventDefault();
    chooseTheme(theme.dataset.themeChoice);
  }
  closeMenus(event.target.closest('details.menu'));
  event.target.closest('[data-toast-close]')?.closest('[data-toast]').remove();
  if (event.target.closest('[data-print]')) {
    window.print();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const open = document.querySelector('details.menu[open]');
    closeMenus(null);
    open?.querySelector('summary').focus();
  }
});

/* On a wide window the filters always show; browsers that cannot open them by style have them opened here. */
if (window.matchMedia('(min-width: 860px)').matches && !CSS.supports('selector(::details-content)')) {
  document.querySelectorAll('.filters-fold').forEach((fold) => { fold.open = true; });
}

/* A password can be looked at before it is sent. It goes as a password again, so that browsers offer to keep it. */
function showPassword(field, button, shown) {
  field.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(shown));
  button.querySelector('use').setAttribute('href', new URL(shown ? '../icons.svg#eye-off' : '../icons.svg#eye', import.meta.url).href);
}

document.querySelectorAll('input[type="password"]').forEach((field) => {
  const box = document.createElement('span');
  const button = document.createElement('button');
  box.className = 'password';
  button.type = 'button';
  button.className = 'password-show';
  button.setAttribute('aria-controls', field.id);
  button.innerHTML = '<svg class="icon" aria-hidden="true" focusable="false"><use></use></svg><span class="visually-hidden"></span>';
  button.querySelector('span').textContent = document.body.dataset.showPassword;
  showPassword(field, button, false);
  field.autocapitalize = 'none';
  field.spellcheck = false;
  const focused = document.activeElement === field;
  field.before(box);
  box.append(field, button);
  if (focused) {
    field.focus();
  }
  button.addEventListener('click', () => showPassword(field, button, field.type === 'password'));
  field.form?.addEventListener('submit', () => showPassword(field, button, false));
});

/* Filters apply as they change; without script their button does it. */
document.addEventListener('change', (event) => {
  event.target.closest('form[data-apply-on-change]')?.requestSubmit();
});

/* One box ticks all the others of its group, and shows whether all of them are ticked. */
document.querySelectorAll('[data-with-script]').forEach((part) => { part.hidden = false; });

document.addEventListener('change', (event) => {
  const group = event.target.closest('fieldset');
  if (event.target.type === 'checkbox') {
    group?.querySelectorAll(':scope > .error').forEach((error) => error.remove());
    group?.querySelectorAll('[aria-invalid]').forEach((box) => box.removeAttribute('aria-invalid'));
  }
  const all = group?.querySelector('[data-check-all]');
  if (all) {
    const boxes = [...group.querySelectorAll('input[type="checkbox"][name]')];
    if (event.target === all) {
      boxes.forEach((box) => { box.checked = all.checked; });
    }
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
});

/* Copies what stands beside the button, where the browser allows it. */
if (navigator.clipboard) {
  document.querySelectorAll('[data-copy-text]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copyText).textContent.trim());
      toast(button.dataset.copied);
    });
  });
}

/* What went wrong is where the reader is after the page has come back: later than the browser goes to the part that the address names. */
window.addEventListener('load', () => window.setTimeout(() => document.querySelector('[data-focus], #cancel [aria-invalid="true"]')?.focus()));

/* A form is sent once: a second click while the first is on its way does nothing. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'post') {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
  }
});

window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
});

/* A part of the page that could not be had leaves the page as it is and says why. */
function partFailed(event) {
  const answer = new DOMParser().parseFromString(event.detail.xhr?.responseText ?? '', 'text/html');
  delete event.detail.elt?.dataset?.sent;
  toast(answer.querySelector('[data-problem-detail]')?.textContent ?? document.getElementById('toasts').dataset.failed, 'bad');
}

document.addEventListener('htmx:responseError', partFailed);
document.addEventListener('htmx:sendError', partFailed);

document.addEventListener('htmx:configRequest', (event) => Object.assign(event.detail.headers, csrf()));

document.querySelectorAll('[data-toast]').forEach((line) => window.setTimeout(() => line.remove(), 8000));

/* A bar of links that is longer than the window shows the one that is current. */
function centreCurrent() {
  document.querySelectorAll('.categories [aria-current="page"], .side-nav [aria-current="page"]').forEach((link) => {
    const bar = link.closest('ul');
    bar.scrollLeft = link.offsetLeft - bar.clientWidth / 2;
  });
}

centreCurrent();
document.addEventListener('htmx:afterSettle', centreCurrent);

/* A link to a page with one form opens the form over this page. Where that fails the link is followed. */
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-dialog]');
  const dialog = link && document.querySelector(link.dataset.dialog);
  if (event.target.closest('dialog [data-dialog-close]')) {
    event.preventDefault();
    event.target.closest('dialog').close();
  }
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
    const form = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-dialog-content]');
    if (!answer.ok || !form) {
      throw new Error(`${link.href} answered ${answer.status}`);
    }
    dialog.replaceChildren(document.adoptNode(form));
    dialog.showModal();
    dialog.addEventListener('close', () => link.focus(), { once: true });
  } catch {
    window.location.assign(link.href);
  }
});

/* A field keeps its typed value; only its error is replaced. */
document.addEventListener('htmx:afterSettle', () => {
  document.querySelectorAll('[data-problem-of]').forEach((problem) => {
    const field = document.getElementById(problem.dataset.problemOf);
    if (problem.childElementCount > 0) {
      field.setAttribute('aria-invalid', 'true');
    } else {
      field.removeAttribute('aria-invalid');
    }
  });
});

/* A choice that was made before the scripts were there, or that the browser has kept, has not been answered yet. */
document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('[hx-get][hx-trigger^="change"]').forEach((part) => {
    const choices = [...part.querySelectorAll('input[type="checkbox"], input[type="radio"]')];
    const changed = choices.find((choice) => choice.checked !== choice.defaultChecked);
    if (changed) {
      changed.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
});
