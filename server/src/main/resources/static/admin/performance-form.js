/* The form of a performance: the poster as chosen, grades by name, performers as they are typed. */

const form = document.querySelector('[data-performance-form]');

/* The poster: shown at once, and refused at once when it is too large. */
const LARGEST = 10 * 1024 * 1024;
const chooser = form.querySelector('[data-poster]');
const picture = form.querySelector('[data-poster-preview] img');
const empty = form.querySelector('[data-poster-preview] .poster-empty');
const refusal = form.querySelector('[data-poster-error]');
const present = picture.getAttribute('src');

function showPoster(address) {
  picture.hidden = !address;
  if (address) {
    picture.src = address;
  }
  if (empty) {
    empty.hidden = Boolean(address);
  }
}

chooser.addEventListener('change', () => {
  const file = chooser.files[0];
  refusal.hidden = true;
  if (file && file.size > LARGEST) {
    refusal.textContent = chooser.dataset.tooLarge;
    refusal.hidden = false;
    chooser.value = '';
  }
  if (!chooser.files[0]) {
    showPoster(present);
    return;
  }
  const reader = new FileReader();
  reader.addEventListener('load', () => showPoster(reader.result));
  reader.readAsDataURL(chooser.files[0]);
});
picture.addEventListener('error', () => showPoster(null));

/* Lists show posters in 3:4; what the preview cuts off, they cut off. */
const crop = form.querySelector('[data-poster-crop]');
const tellCrop = () => {
  const ratio = picture.naturalWidth / picture.naturalHeight;
  crop.hidden = picture.hidden || !(Math.abs(ratio - 0.75) > 0.02);
};
picture.addEventListener('load', tellCrop);
tellCrop();

/* Grades: the choices say their names as they are typed. */
const grades = () => form.querySelector('[data-grades]');

function nameGrades() {
  const names = [...grades().querySelectorAll('[name="gradeName"]')].map((field) => field.value.trim());
  form.querySelectorAll('[data-grade-select]').forEach((select) => {
    const chosen = select.value;
    const options = names.map((name, index) => new Option(name ? `${index + 1} · ${name}` : String(index + 1), String(index + 1)));
    select.replaceChildren(new Option('–', ''), ...options);
    select.value = Number(chosen) <= names.length ? chosen : '';
  });
}

/* A grade that goes away takes its number along: what was chosen behind it moves up. */
form.addEventListener('click', (event) => {
  const remove = event.target.closest('[data-grades] [data-line-remove]');
  if (remove) {
    const gone = [...grades().querySelectorAll('[data-line]')].indexOf(remove.closest('[data-line]')) + 1;
    form.querySelectorAll('[data-grade-select]').forEach((select) => {
      const chosen = Number(select.value);
      if (chosen === gone) {
        select.value = '';
      } else if (chosen > gone) {
        select.value = String(chosen - 1);
      }
    });
  }
}, { capture: true });
form.addEventListener('lineschanged', nameGrades);
form.addEventListener('input', (event) => {
  if (event.target.closest('[data-grades]')) {
    nameGrades();
  }
});

/* The sections of another venue come into the page; everything else, the chosen poster included, stays as it is. */
form.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-load-sections]');
  if (!button) {
    return;
  }
  event.preventDefault();
  const data = new FormData(form);
  data.delete('poster');
  data.set('step', 'venue');
  button.disabled = true;
  // What is typed into it until then would be lost.
  const present = form.querySelector('[data-grades-section]');
  present.inert = true;
  try {
    const response = await fetch(form.action, { method: 'POST', body: data, signal: AbortSignal.timeout(15_000) });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const loaded = page.querySelector('[data-grades-section]');
    if (!loaded) {
      throw new Error(`The sections could not be loaded: ${response.status}`);
    }
    const section = document.adoptNode(loaded);
    present.replaceWith(section);
    section.dispatchEvent(new CustomEvent('partloaded', { bubbles: true }));
    section.querySelector('[name="sectionGrade"], [name="venueId"]').focus({ preventScroll: true });
  } catch (error) {
    present.inert = false;
    button.disabled = false;
    button.removeAttribute('data-load-sections');
    button.click();
    throw error;
  }
});

/* Performers: suggestions for what is being typed. */
const options = form.querySelector('#performers');
let timer;
form.addEventListener('input', (event) => {
  if (event.target.name === 'castPerformer' && !event.target.value.includes('#')) {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const response = await fetch(`${options.dataset.options}?q=${encodeURIComponent(event.target.value.trim())}`);
      if (response.ok) {
        options.innerHTML = await response.text();
      }
    }, 200);
  }
});
