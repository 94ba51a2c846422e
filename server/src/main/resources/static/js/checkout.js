/* The payment page: how long the seats are kept, coupons, and the provider's payment form. The same with the provider or its simulator. */

import { Countdown } from './checkout/countdown.js';
import { Refusal } from './checkout/refusal.js';
import { RefundAccount } from './checkout/refund-account.js';
import { Server } from './checkout/server.js';
import { Texts } from './seats/texts.js';

const page = document.getElementById('checkout');
const form = document.getElementById('book');
const pay = document.getElementById('pay');
const refusal = new Refusal(document.getElementById('refusal'), () => pay.focus());
const working = document.getElementById('working');
const transfer = document.getElementById('transfer');
const texts = new Texts(JSON.parse(page.dataset.texts), document.documentElement.lang);
const server = new Server(page.dataset.address);
const account = transfer && new RefundAccount(transfer, `refund:${page.dataset.address}`);
const CLOSED = ['USER_CANCEL', 'PAY_PROCESS_CANCELED'];
const TRANSFER = 'VIRTUAL_ACCOUNT';

let widgets = null;
let method = null;
let paying = false;
let over = false;

/* The price that the payment form was given; null until it has one and after it did not take one. */
let formAmount = null;

/* The change of coupon that is under way, if one is. */
let applying = null;

function say(text) {
  working.textContent = text;
}

function refuse(text, retry = null) {
  say('');
  refusal.show(text, retry);
}

function restButton() {
  pay.disabled = over || paying || (Boolean(page.dataset.costs) && !widgets);
}

/** One state when the time is over: nothing is left to press but the way back to the seats. */
function end(checked) {
  over = true;
  restButton();
  page.querySelectorAll('[data-live]').forEach((part) => { part.hidden = true; });
  const ended = document.getElementById('ended');
  ended.hidden = false;
  ended.querySelector('[data-checked]').hidden = !checked;
  ended.querySelector('[data-unchecked]').hidden = checked;
  ended.focus();
}

/* The server knows how the hold stands, whatever went wrong here. */
async function look(otherwise) {
  say(texts.of('js.checking'));
  const state = await server.state();
  if (!state) {
    refuse(texts.of('js.state-unknown'));
  } else if (state.go) {
    window.location.assign(state.go);
  } else if (state.expired) {
    end(true);
  } else {
    otherwise();
  }
}

const countdown = new Countdown(document.getElementById('countdown'), texts, async () => {
  over = true;
  restButton();
  say(texts.of('js.checking'));
  const state = await server.state();
  if (state?.go) {
    window.location.assign(state.go);
  } else if (state && !state.expired) {
    over = false;
    say('');
    restButton();
    countdown.start(Math.max(1000, state.left));
  } else {
    end(Boolean(state));
  }
});

/** Announces the current price, on which the server and the payment form agree. Returns true. */
function priced() {
  refusal.clear();
  say(texts.of('js.coupon-applied', texts.money(Number(page.dataset.amount))));
  return true;
}

/** Gives the payment form the price on the page. False if it did not take it: it could ask for another price. */
async function setAmount() {
  const value = Number(page.dataset.amount);
  if (!widgets || formAmount === value) {
    return true;
  }
  formAmount = null;
  try {
    await widgets.setAmount({ currency: 'KRW', value });
  } catch {
    refuse(texts.of('js.amount-failed', texts.money(value)), async () => await setAmount() && priced());
    return false;
  }
  formAmount = value;
  return true;
}

function showCoupons(next) {
  const focused = document.activeElement?.name === 'coupon';
  document.getElementById('coupon').replaceWith(...[next.getElementById('coupon')].filter(Boolean));
  if (focused) {
    document.querySelector('#coupon :checked')?.focus({ preventScroll: true });
  }
}

/** Takes over from the page as the server has it now what a coupon changes. */
async function takeOver(next, sent) {
  const fresh = next.getElementById('checkout');
  if (!fresh || fresh.dataset.costs !== page.dataset.costs) {
    window.location.assign(page.dataset.address);
    return false;
  }
  page.dataset.amount = fresh.dataset.amount;
  document.getElementById('bill').replaceChildren(...next.getElementById('bill').childNodes);
  pay.textContent = next.getElementById('pay').textContent;
  if (chosenCoupon() === sent) {
    showCoupons(next);
  }
  if (!await setAmount()) {
    return false;
  }
  const refused = next.getElementById('refusal');
  if (!refused.hidden) {
    refuse(refused.querySelector('[data-text]').textContent);
    return false;
  }
  return priced();
}

function chosenCoupon() {
  return form.querySelector('[name="coupon"]:checked')?.value;
}

/** Applies what is chosen. Tells whether it is the price that is asked for now. */
async function applyCoupon() {
  refusal.dismiss();
  say(texts.of('js.coupon-applying'));
  const sent = chosenCoupon();
  const next = await server.coupon({ coupon: sent });
  if (!next) {
    refuse(texts.of('js.coupon-failed'), changeCoupon);
    return false;
  }
  return takeOver(next, sent);
}

/* One after another, so that the last choice holds; one that fails does not stop the next. */
function changeCoupon() {
  const change = (applying ?? Promise.resolve()).then(applyCoupon, applyCoupon);
  const done = () => {
    if (applying === change) {
      applying = null;
    }
  };
  applying = change;
  change.then(done, done);
  return change;
}

form.addEventListener('change', ({ target }) => {
  if (target.name === 'coupon') {
    changeCoupon();
  }
});

/** Opens the window for an order that the server has made at the price on the page; says why where it cannot. */
async function order() {
  const answer = await server.order({ amount: page.dataset.amount, method: method ?? '', ...(method === TRANSFER ? account?.values : {}) });
  const body = answer?.body;
  if (answer?.status === 200) {
    return body;
  }
  if (body?.changed) {
    window.location.assign(`${page.dataset.address}?changed`);
  } else if (body?.wrong && account?.refuse(body.wrong)) {
    say('');
  } else if (body?.go) {
    window.location.assign(body.go);
  } else if (body?.expired) {
    end(true);
  } else if (body?.detail) {
    refuse(body.detail);
  } else {
    await look(() => refuse(texts.of('js.not-started')));
  }
  return null;
}

/* The window leads back to where the buyer is signed in, whatever name of the site they opened it by. */
function here(address) {
  return window.location.origin + new URL(address).pathname;
}

async function open({ orderId, orderName, successUrl, failUrl }) {
  const { email, name } = page.dataset;
  try {
    await widgets.requestPayment({ orderId, orderName, successUrl: here(successUrl), failUrl: here(failUrl), customerEmail: email, customerName: name });
  } catch (error) {
    await look(() => refuse(CLOSED.includes(error.code) ? texts.of('js.window-closed') : texts.of('js.window-failed', error.message)));
  }
}

async function start() {
  const asked = Number(page.dataset.amount);
  if (!await (applying ?? refusal.retry()) || !await setAmount()) {
    return;
  }
  if (Number(page.dataset.amount) > asked) {
    refuse(texts.of('js.price-changed', texts.money(Number(page.dataset.amount))));
    return;
  }
  if (method === TRANSFER && !account) {
    refuse(document.getElementById('no-transfer').textContent);
    return;
  }
  say(texts.of('js.starting'));
  const made = await order();
  if (made) {
    await open(made);
  }
}

form.addEventListener('submit', async (event) => {
  if (!page.dataset.costs) {
    return;
  }
  event.preventDefault();
  if (paying || over || !widgets) {
    return;
  }
  paying = true;
  refusal.dismiss();
  restButton();
  try {
    await start();
  } finally {
    paying = false;
    restButton();
  }
});

function choose(selected) {
  method = selected?.code;
  account?.show(method === TRANSFER);
  const tooLate = document.getElementById('no-transfer');
  if (tooLate) {
    tooLate.hidden = method !== TRANSFER;
  }
}

async function drawForm() {
  if (typeof window.TossPayments !== 'function') {
    throw new Error('The provider’s script is not there');
  }
  const { clientKey, customerKey, amount } = page.dataset;
  const made = window.TossPayments(clientKey).widgets({ customerKey });
  const value = Number(amount);
  await made.setAmount({ currency: 'KRW', value });
  document.getElementById('payment-methods').replaceChildren();
  const [methods] = await Promise.all([
    made.renderPaymentMethods({ selector: '#payment-methods', variantKey: 'DEFAULT' }),
    made.renderAgreement({ selector: '#payment-agreement', variantKey: 'AGREEMENT' }),
  ]);
  methods.on('paymentMethodSelect', choose);
  choose(await methods.getSelectedPaymentMethod());
  widgets = made;
  formAmount = value;
  await setAmount();
}

countdown.start(Number(page.dataset.left));

/* A page that comes back from the browser's memory may be out of date: the server knows. */
window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());

/* What costs nothing is booked by an ordinary form. */
if (page.dataset.costs) {
  drawForm().then(restButton).catch((error) => {
    document.getElementById('payment-methods').replaceChildren();
    refuse(texts.of('js.provider-away'));
    throw error;
  });
}
