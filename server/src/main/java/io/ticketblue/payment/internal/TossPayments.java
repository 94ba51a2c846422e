package io.ticketblue.payment.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriBuilder;

/**
 * The API of Toss Payments, version 2022-11-16. Sources: the pages "Core API", "error
 * codes" and "idempotency key" of docs.tosspayments.com.
 */
@Component
class TossPayments implements PaymentProvider, ProviderList {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final int MAX_ANSWER_BYTES = 1 << 20;

    /** Times in questions are Korea's and have no offset. */
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS")
        .withZone(TossAnswers.BANK_TIME);

    private final RestClient http;

    TossPayments(RestClient.Builder http, PaymentSettings settings) {
        PaymentSettings.Toss toss = settings.toss();
        HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(toss.connectTimeout())
            .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(toss.readTimeout());
        this.http = http.requestFactory(requests)
            .baseUrl(toss.baseUrl())
            .defaultHeaders((headers) -> headers.setBasicAuth(toss.secret(), "", StandardCharsets.UTF_8))
            .build();
    }

    @Override
    public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
        Map<String, Object> body = Map.of("paymentKey", paymentKey, "orderId", order.value(), "amount", amount.won());
        return answer(this.http.post()
            .uri("/v1/payments/confirm")
            .header(IDEMPOTENCY_KEY, idempotencyKey)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body));
    }

    @Override
    public ProviderAnswer payment(String paymentKey) {
        return answer(this.http.get().uri("/v1/payments/{key}", paymentKey));
    }

    @Override
    public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cancelReason", cancellation.reason());
        body.put("cancelAmount", cancellation.amount().won());
        body.put("refundableAmount", cancellation.balance().won());
        RefundAccount to = cancellation.to();
        if (to != null) {
            body.put("refundReceiveAccount",
                    Map.of("bank", to.bank(), "accountNumber", to.accountNumber(), "holderName", to.holderName()));
        }
        return answer(this.http.post()
            .uri("/v1/payments/{key}/cancel", cancellation.paymentKey())
            .header(IDEMPOTENCY_KEY, idempotencyKey)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body));
    }

    @Override
    public Answer list(Instant from, Instant until, @Nullable String after, int most) {
        try {
            return this.http.get().uri((address) -> {
                UriBuilder uri = address.path("/v1/transactions")
                    .queryParam("startDate", LOCAL.format(from))
                    .queryParam("endDate", LOCAL.format(until.minusMillis(1)))
                    .queryParam("limit", most);
                return (after != null) ? uri.queryParam("startingAfter", "{after}").build(after) : uri.build();
            })
                .header(HttpHeaders.ACCEPT_LANGUAGE, language())
                .exchangeForRequiredValue((sent, received) -> TossAnswers.list(received.getStatusCode().value(),
                        received.getBody().readNBytes(MAX_ANSWER_BYTES)));
        }
        catch (RestClientException ex) {
            return TossAnswers.failed(String.valueOf(ex.getMessage()));
        }
    }

    private static ProviderAnswer answer(RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.header(HttpHeaders.ACCEPT_LANGUAGE, language())
                .exchangeForRequiredValue((sent, received) -> read(received));
        }
        catch (RestClientException ex) {
            return new ProviderAnswer.Silent(String.valueOf(ex.getMessage()));
        }
    }

    private static ProviderAnswer read(ClientHttpResponse received) throws IOException {
        byte[] body = received.getBody().readNBytes(MAX_ANSWER_BYTES);
        return TossAnswers.read(received.getStatusCode().value(), body);
    }

    /** The reader's language, which the provider writes its reasons in. */
    private static String language() {
        LocaleContext context = LocaleContextHolder.getLocaleContext();
        Locale locale = (context != null) ? context.getLocale() : null;
        return (locale != null && locale.getLanguage().equals("en")) ? "en-US" : "ko-KR";
    }

}
