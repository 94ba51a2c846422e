/* The account that a deposit would go back to: asked for below the virtual account while that is chosen. What was typed stays in this
   tab, so that neither an error nor another language loses it. */

export class RefundAccount {

  #key;

  constructor(section, key) {
    this.section = section;
    this.fields = [...section.querySelectorAll('select, input')];
    this.#key = key;
    const typed = JSON.parse(window.sessionStorage.getItem(key) ?? '{}');
    this.fields.filter((field) => typed[field.name] !== undefined).forEach((field) => { field.value = typed[field.name]; });
    section.addEventListener('input', (event) => this.#typed(event.target));
  }

  #typed(field) {
    window.sessionStorage.setItem(this.#key, JSON.stringify(this.values));
    this.#clear(field);
  }

  get values() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  show(shown) {
    this.section.hidden = !shown;
    this.fields.forEach((field) => { field.disabled = !shown; });
  }

  /** Says at each field what is wrong with it, and goes to the first one. */
  refuse(wrong) {
    this.fields.forEach((field) => this.#clear(field));
    const broken = this.fields.filter((field) => wrong[field.name]);
    broken.forEach((field) => this.#mark(field, wrong[field.name]));
    broken[0]?.focus();
    return broken.length > 0;
  }

  #mark(field, text) {
    const error = this.section.querySelector('template[data-error]').content.firstElementChild.cloneNode(true);
    error.id = `${field.id}-error`;
    error.querySelector('span').textContent = text;
    field.after(error);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', error.id);
  }

  #clear(field) {
    document.getElementById(`${field.id}-error`)?.remove();
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }

}
