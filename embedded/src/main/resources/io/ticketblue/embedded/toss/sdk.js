/*
 * The browser script of the Toss Payments simulator. It has the surface of the provider's SDK v2
 * (https://docs.tosspayments.com/sdk/v2/js), so that a shop's page is the same with either; only the
 * address of the script differs. No real money moves.
 */
(() => {
  "use strict";

  const simulator = new URL(document.currentScript.src).origin;
  const english = () => document.documentElement.lang.toLowerCase().startsWith("en");
  const text = (ko, en) => (english() ? en : ko);

  class TossPaymentsError extends Error {
    constructor(code, message) {
      super(message);
      this.name = "TossPaymentsError";
      this.code = code;
    }
  }

  const fail = (code, ko, en) => {
    throw new TossPaymentsError(code, text(ko, en));
  };

  const METHODS = [
    { code: "CARD", ko: "신용·체크카드", en: "Credit or debit card", mark: "M3 6h18v12H3zM3 10h18M6 15h4" },
    { code: "TOSSPAY", ko: "토스페이", en: "Toss Pay", mark: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 9h8M12 9v7" },
    { code: "TRANSFER", ko: "계좌이체", en: "Bank transfer", mark: "M3 10l9-6 9 6M5 10v8M10 10v8M14 10v8M19 10v8M3 20h18" },
    { code: "VIRTUAL_ACCOUNT", ko: "가상계좌", en: "Virtual account", mark: "M3 8l9-5 9 5M5 8v6M12 8v6M19 8v6M3 17h18M12 17v4M9 19l3 3 3-3" },
  ];

  /* Colours come from the page: everything is mixed from its text colour, so light and dark both fit. */
  const STYLE = `
    :host { display: block; padding-block-end: 12px; font: inherit; color: inherit; word-break: keep-all; }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; margin: 0 0 8px; font-weight: 600; }
    .choice { display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 8px 16px; margin: 0 0 8px;
      box-sizing: border-box; border: 1px solid color-mix(in srgb, currentColor 28%, transparent); border-radius: 8px;
      cursor: pointer; }
    .choice:last-child { margin-bottom: 0; }
    .choice:hover { background: color-mix(in srgb, currentColor 4%, transparent); }
    .choice:has(:checked) { border-color: #1f5eff; box-shadow: inset 0 0 0 1px #1f5eff;
      background: color-mix(in srgb, #1f5eff 8%, transparent); }
    .choice:has(:focus-visible) { outline: 3px solid color-mix(in srgb, #1f5eff 60%, transparent); outline-offset: 2px; }
    input { accent-color: #1f5eff; inline-size: 20px; block-size: 20px; margin: 0; flex: none; outline: none; }
    svg { inline-size: 24px; block-size: 24px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6;
      stroke-linecap: round; stroke-linejoin: round; opacity: .75; }
    .note { margin: 8px 0 0; font-size: .875em; opacity: .8; }
    @media (forced-colors: active) { .choice:has(:checked) { outline: 2px solid Highlight; } }
  `;

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };

  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", path);
    svg.append(shape);
    return svg;
  };

  /* Draws into a shadow tree below the selected element: the page's styles and content security policy stay as they are. */
  const draw = (selector, ...children) => {
    const target = document.querySelector(selector);
    if (!target) {
      fail("INVALID_SELECTOR", `selector에 해당하는 요소가 없습니다: ${selector}`, `No element matches the selector: ${selector}`);
    }
    const host = element("div");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(...children);
    target.replaceChildren(host);
    return host;
  };

  const listeners = () => {
    const all = {};
    return {
      on: (name, callback) => (all[name] ??= []).push(callback),
      emit: (name, value) => (all[name] ?? []).forEach((callback) => callback(value)),
    };
  };

  const checkedAmount = (amount) => {
    if (!amount || amount.currency !== "KRW" || !Number.isInteger(amount.value) || amount.value < 0) {
      fail("INVALID_AMOUNT", "amount는 {currency: \"KRW\", value: 원 단위 정수}여야 합니다.",
        "amount must be {currency: \"KRW\", value: whole won}.");
    }
    return { currency: amount.currency, value: amount.value };
  };

  /* The page can come back from the browser's cache when the buyer leaves the window with the back button. */
  const leaveFor = (url) => new Promise((resolve, reject) => {
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        reject(new TossPaymentsError("USER_CANCEL", text("사용자가 결제를 취소했습니다.", "The buyer canceled the payment.")));
      }
    }, { once: true });
    window.location.assign(url);
  });

  const openWindow = async (request) => {
    for (const name of ["orderId", "orderName", "successUrl", "failUrl"]) {
      if (!request[name]) {
        fail("INVALID_PARAMETERS", `필수 파라미터가 없습니다: ${name}`, `A required parameter is missing: ${name}`);
      }
    }
    let response;
    try {
      response = await fetch(`${simulator}/sdk/payments`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": english() ? "en" : "ko" },
        body: JSON.stringify(request),
      });
    } catch (error) {
      fail("NETWORK_ERROR", "결제 시뮬레이터에 연결할 수 없습니다.", "The payment simulator cannot be reached.");
    }
    const answer = await response.json();
    if (!response.ok) {
      throw new TossPaymentsError(answer.code, answer.message);
    }
    return leaveFor(answer.windowUrl);
  };

  const parameters = (request) => {
    const { orderId, orderName, successUrl, failUrl, customerEmail, customerName } = request ?? {};
    return { orderId, orderName, successUrl, failUrl, customerEmail, customerName };
  };

  const widgets = (clientKey, customerKey) => {
    let amount = null;
    let selected = null;
    let agreed = null;

    const needAmount = () => {
      if (!amount) {
        fail("NOT_SETUP_AMOUNT", "setAmount()를 먼저 호출해야 합니다.", "Call setAmount() first.");
      }
    };

    return {
      async setAmount(value) {
        amount = checkedAmount(value);
      },

      async renderPaymentMethods({ selector, variantKey = "DEFAULT" } = {}) {
        needAmount();
        const events = listeners();
        const fieldset = element("fieldset", {}, element("legend", {}, text("결제 수단", "Payment method")));
        METHODS.forEach((method, index) => {
          const input = element("input", { type: "radio", name: "method", value: method.code });
          input.checked = index === 0;
          input.addEventListener("change", () => {
            selected = method.code;
            events.emit("paymentMethodSelect", { code: selected });
          });
          fieldset.append(element("label", { class: "choice" }, input, icon(method.mark),
            element("span", {}, text(method.ko, method.en))));
        });
        selected = METHODS[0].code;
        const host = draw(selector, fieldset, element("p", { class: "note" },
          text("시뮬레이터입니다. 실제 돈은 움직이지 않습니다.", "This is a simulator: no real money moves.")));
        host.dataset.variantKey = variantKey;
        return {
          on: events.on,
          getSelectedPaymentMethod: async () => ({ code: selected }),
          destroy: async () => {
            selected = null;
            host.remove();
          },
        };
      },

      async renderAgreement({ selector, variantKey = "AGREEMENT" } = {}) {
        needAmount();
        const events = listeners();
        const input = element("input", { type: "checkbox" });
        input.checked = true;
        agreed = true;
        input.addEventListener("change", () => {
          agreed = input.checked;
          events.emit("agreementStatusChange", { agreedRequiredTerms: agreed });
        });
        const host = draw(selector, element("label", { class: "choice" }, input, element("span", {},
          text("[필수] 결제 서비스 이용 약관에 동의합니다", "[Required] I agree to the terms of the payment service"))));
        host.dataset.variantKey = variantKey;
        return {
          on: events.on,
          destroy: async () => {
            agreed = null;
            host.remove();
          },
        };
      },

      async requestPayment(request) {
        needAmount();
        if (!selected) {
          fail("NOT_SELECTED_PAYMENT_METHOD", "결제 수단이 선택되지 않았습니다. renderPaymentMethods()를 먼저 호출해야 합니다.",
            "No payment method is selected. Call renderPaymentMethods() first.");
        }
        if (agreed !== true) {
          fail("NEED_AGREEMENT_WITH_REQUIRED_TERMS", "필수 약관에 동의해 주세요.", "Please agree to the required terms.");
        }
        return openWindow({ clientKey, customerKey, amount, method: selected, ...parameters(request) });
      },
    };
  };

  const payment = (clientKey, customerKey) => ({
    async requestPayment(request) {
      const method = request?.method;
      if (!["CARD", "TRANSFER", "VIRTUAL_ACCOUNT"].includes(method)) {
        fail("NOT_SUPPORTED_METHOD", "시뮬레이터는 CARD, TRANSFER, VIRTUAL_ACCOUNT만 지원합니다.",
          "The simulator supports CARD, TRANSFER and VIRTUAL_ACCOUNT only.");
      }
      const easyPay = method === "CARD" && request.card?.flowMode === "DIRECT" && request.card?.easyPay;
      return openWindow({ clientKey, customerKey, amount: checkedAmount(request.amount),
        method: easyPay ? "TOSSPAY" : method, ...parameters(request) });
    },
  });

  function TossPayments(clientKey) {
    if (!/^test_g?ck_/.test(String(clientKey))) {
      fail("INVALID_CLIENT_KEY", "시뮬레이터는 test_ck_ 또는 test_gck_로 시작하는 클라이언트 키만 받습니다.",
        "The simulator takes only client keys that begin with test_ck_ or test_gck_.");
    }
    const isWidgetKey = clientKey.startsWith("test_gck_");
    const checkedCustomer = (options) => {
      const key = options?.customerKey;
      if (typeof key !== "string" || key.length < 2 || key.length > 50) {
        fail("INVALID_CUSTOMER_KEY", "customerKey는 2-50자여야 합니다.", "customerKey must have 2 to 50 characters.");
      }
      return key;
    };
    return {
      widgets(options) {
        if (!isWidgetKey) {
          fail("INVALID_CLIENT_KEY", "결제위젯에는 결제위젯 연동 키(test_gck_)가 필요합니다. API 개별 연동 키는 지원하지 않습니다.",
            "Widgets need a widget client key (test_gck_), not an API client key.");
        }
        return widgets(clientKey, checkedCustomer(options));
      },
      payment(options) {
        if (isWidgetKey) {
          fail("INVALID_CLIENT_KEY", "결제창에는 API 개별 연동 키(test_ck_)가 필요합니다. 결제위젯 연동 키는 지원하지 않습니다.",
            "The payment window needs an API client key (test_ck_), not a widget client key.");
        }
        return payment(clientKey, checkedCustomer(options));
      },
    };
  }

  TossPayments.ANONYMOUS = "ANONYMOUS";
  window.TossPayments = TossPayments;
})();
