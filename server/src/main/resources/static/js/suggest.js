/*
 * Suggestions below the search box: a combobox with a list, as WAI-ARIA describes it. Without script the box is a plain
 * field of a form.
 */

const PAUSE = 180;
const TOO_LATE = 4000;

/** Where a suggestion leads. */
function address(suggestion) {
  switch (suggestion.kind) {
    case 'PERFORMANCE': return `/performances/${suggestion.id}`;
    case 'PERFORMER': return `/performances?performerId=${suggestion.id}`;
    case 'VENUE': return `/performances?venueId=${suggestion.id}`;
    default: return `/search?q=${encodeURIComponent(suggestion.text)}`;
  }
}

/** The text of a suggestion with what was typed marked. Only text and marks are taken over from what the server sends. */
function marked(highlight) {
  const line = document.createElement('span');
  new DOMParser().parseFromString(highlight, 'text/html').body.childNodes.forEach((part) => {
    const piece = document.createElement(part.nodeName === 'MARK' ? 'mark' : 'span');
    piece.textContent = part.textContent;
    line.append(piece);
  });
  return line;
}

class SearchBox {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector('input[name="q"]');
    this.list = form.querySelector('[role="listbox"]');
    this.status = form.querySelector('[role="status"]');
    this.known = new Map();
    this.shown = '';
    this.active = -1;
    this.field.setAttribute('role', 'combobox');
    this.field.setAttribute('aria-autocomplete', 'list');
    this.field.setAttribute('aria-controls', this.list.id);
    this.field.setAttribute('aria-expanded', 'false');
    this.listen();
  }

  listen() {
    this.field.addEventListener('input', () => this.wait());
    this.field.addEventListener('keydown', (event) => this.key(event));
    this.field.addEventListener('focus', () => this.wait());
    this.field.addEventListener('blur', () => this.close());
    this.form.addEventListener('submit', () => this.stop());
    // The field keeps the focus, so that a tap on a suggestion does not close the list before the click.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => this.go(event.target.closest('[role="option"]')));
  }

  /** Asks once typing has paused, also while a syllable is being composed: half a syllable is a query, too. */
  wait() {
    window.clearTimeout(this.timer);
    const query = this.field.value.trim();
    if (query === '') {
      this.stop();
      return;
    }
    if (this.known.has(query)) {
      this.abort();
      this.show(query, this.known.get(query));
      return;
    }
    this.timer = window.setTimeout(() => this.ask(query), PAUSE);
  }

  async ask(query) {
    this.abort();
    const request = new AbortController();
    const late = window.setTimeout(() => request.abort(), TOO_LATE);
    this.request = request;
    try {
      const answer = await fetch(`/api/search/suggestions?q=${encodeURIComponent(query)}`,
        { signal: request.signal, headers: { Accept: 'application/json' } });
      if (!answer.ok) {
        throw new Error(`${answer.status}`);
      }
      const suggestions = await answer.json();
      this.remember(query, suggestions);
      // Something else is shown or asked for since, the list was closed, or the field was left.
      if (this.request === request && document.activeElement === this.field) {
        this.show(query, suggestions);
      }
    } catch (failure) {
      // Searching itself still works: suggestions that cannot be had are left out.
      if (this.request === request) {
        this.close();
      }
    } finally {
      window.clearTimeout(late);
    }
  }

  remember(query, suggestions) {
    this.known.set(query, suggestions);
    if (this.known.size > 50) {
      this.known.delete(this.known.keys().next().value);
    }
  }

  show(query, suggestions) {
    this.shown = query;
    this.active = -1;
    this.field.removeAttribute('aria-activedescendant');
    this.list.replaceChildren(...suggestions.map((suggestion, at) => this.option(suggestion, at)));
    const open = suggestions.length > 0;
    this.list.hidden = !open;
    this.field.setAttribute('aria-expanded', String(open));
    this.status.textContent = open ? this.form.dataset.found.replace('{0}', suggestions.length) : this.form.dataset.none;
  }

  option(suggestion, at) {
    const option = document.createElement('li');
    option.id = `${this.list.id}-${at}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.href = address(suggestion);
    const kind = document.createElement('small');
    kind.textContent = this.form.dataset[suggestion.kind.toLowerCase()];
    option.append(marked(suggestion.highlight), kind);
    return option;
  }

  key(event) {
    // Enter ends the composition of a syllable here; it neither chooses nor searches.
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const options = this.list.children.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.list.hidden && options > 0 && this.shown === this.field.value.trim()) {
        this.list.hidden = false;
        this.field.setAttribute('aria-expanded', 'true');
      }
      if (!this.list.hidden) {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // One place before the first is the field itself.
        this.activate((this.active + 1 + step + options + 1) % (options + 1) - 1);
      }
    } else if (event.key === 'Escape') {
      if (!this.list.hidden) {
        event.preventDefault();
      }
      this.stop();
    } else if (event.key === 'Enter' && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.active]);
    }
  }

  activate(at) {
    this.list.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = at;
    const option = this.list.children[at];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.field.setAttribute('aria-activedescendant', option.id);
    } else {
      this.field.removeAttribute('aria-activedescendant');
    }
  }

  go(option) {
    if (option) {
      this.close();
      window.location.assign(option.dataset.href);
    }
  }

  /** Nothing that is still on its way opens the list any more. */
  stop() {
    this.abort();
    this.close();
  }

  abort() {
    this.request?.abort();
    this.request = undefined;
  }

  close() {
    window.clearTimeout(this.timer);
    this.active = -1;
    this.list.hidden = true;
    this.status.textContent = '';
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
  }
}

document.querySelectorAll('form[data-suggestions]').forEach((form) => new SearchBox(form));
