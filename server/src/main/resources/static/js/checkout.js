/* The payment page: how long the seats are kept, and the provider's payment form. The same with the provider or its simulator. */

import { Texts } from './seats/texts.js';

const page = document.getElementById('checkout');
const pay = document.getElementById('pay');
const refusal = document.getElementById('refusal');
const texts = new Texts(JSON.parse(page.dataset.texts), document.documentElement.lang);
const CLOSED = ['USER_CANCEL', 'PAY_PROCESS_CANCELED'];

function refuse(text) {
  refusal.hidden = false;
  refusal.querySelector('[data-text]').textContent = text;
}

/** Counts down in figures for the eye, and in words now and then for the ear. */
function countdown(left, ended) {
  const box = document.getElementById('countdown');
  const figures = box.querySelector('[data-figures]');
  const said = box.querySelector('[data-said]');
  const end = performance.now() + left;
  let last = null;
  const words = (seconds) => {
    const minutes = Math.floor(seconds / 60);
    return seconds % 60 === 0 && minutes > 0 ? texts.of('js.minutes-left', minutes) : texts.of('js.seconds-left', seconds);
  };
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    if (seconds !== last) {
      figures.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      box.classList.toggle('hurry', seconds <= 60);
      if (last !== null && seconds > 0 && (seconds % 60 === 0 || seconds === 30 || seconds === 10)) {
        said.textContent = words(seconds);
      }
      last = seconds;
    }
    if (seconds === 0) {
      box.hidden = true;
      ended();
    } else {
      window.setTimeout(tick, 250);
    }
  };
  tick();
}

async function form() {
  if (typeof window.TossPayments !== 'function') {
    throw new Error('The provider’s script is not there');
  }
  const { clientKey, customerKey, amount } = page.dataset;
  const widgets = window.TossPayments(clientKey).widgets({ customerKey });
  await widgets.setAmount({ currency: 'KRW', value: Number(amount) });
  document.getElementById('payment-methods').replaceChildren();
  await Promise.all([
    widgets.renderPaymentMethods({ selector: '#payment-methods', variantKey: 'DEFAULT' }),
    widgets.renderAgreement({ selector: '#payment-agreement', variantKey: 'AGREEMENT' }),
  ]);
  return widgets;
}

/* The window leads back to where the buyer is signed in, whatever name of the site they opened it by. */
function here(address) {
  return window.location.origin + new URL(address).pathname;
}

async function request(widgets) {
  const { order, orderName, email, name } = page.dataset;
  const successUrl = here(page.dataset.successUrl);
  const failUrl = here(page.dataset.failUrl);
  refusal.hidden = true;
  pay.disabled = true;
  try {
    await widgets.requestPayment({ orderId: order, orderName, successUrl, failUrl, customerEmail: email, customerName: name });
  } catch (error) {
    refuse(CLOSED.includes(error.code) ? texts.of('js.window-closed') : texts.of('js.window-failed', error.message));
  }
  pay.disabled = over;
}

let over = false;

countdown(Number(page.dataset.left), () => {
  over = true;
  pay.disabled = true;
  document.getElementById('ended').hidden = false;
});

/* A page that comes back from the browser's memory may be out of date: the server knows. */
window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());

/* What costs nothing is booked by an ordinary form. */
if (page.dataset.order) {
  form().then((widgets) => {
    pay.disabled = over;
    pay.addEventListener('click', () => request(widgets));
  }).catch((error) => {
    document.getElementById('payment-methods').replaceChildren();
    refuse(texts.of('js.provider-away'));
    throw error;
  });
}
