package io.ticketblue.payment.internal;

import io.ticketblue.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@IntegrationTest
class NoticesApiIntegrationTests {

    private static final String PATH = "/api/webhooks/toss";

    @Autowired
    private RestTestClient http;

    @Test
    void takesWhatItUnderstandsFromAnybody() {
        for (int i = 0; i < 2; i++) {
            post("{\"secret\": \"s\", \"status\": \"DONE\", \"orderId\": \"nobody-knows-it\"}").expectStatus().isOk();
        }
        post("{\"eventType\": \"CUSTOMER_STATUS_CHANGED\"}").expectStatus().isOk();
    }

    @Test
    void namesWhatIsWrong() {
        post("{\"secret\": \"s\", \"status\": \"DONE\"}").expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.errors[0].field")
            .isEqualTo("orderId");
        post("garbage").expectStatus().isBadRequest();
    }

    @Test
    void refusesWhatIsTooLarge() {
        post("{\"eventType\": \"" + "x".repeat(65 * 1024) + "\"}").expectStatus()
            .isEqualTo(413)
            .expectBody()
            .jsonPath("$.code")
            .isEqualTo("request.too-large");
    }

    private RestTestClient.ResponseSpec post(String body) {
        return this.http.post().uri(PATH).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

}
