package io.ticketblue.coupon.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.VerificationMail;
import io.ticketblue.StandingClock;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@CouponTest
class CouponsApiIntegrationTests {

    private static final String ADMIN = "/api/admin/coupons";

    @Autowired
    private RestTestClient http;

    @Autowired
    private StandingClock clock;

    @Autowired
    private AuditTrail trail;

    private ApiClient staff;

    private ApiClient buyer;

    @BeforeEach
    void signIn() {
        this.staff = ApiClient.of(this.http).newStaff();
        this.buyer = ApiClient.of(this.http).newBuyer();
    }

    @Test
    void makesShowsChangesAndEndsACoupon() {
        Answer made = this.staff.post(ADMIN, body(100));
        assertThat(made.status()).isEqualTo(201);
        String path = made.header("Location");
        assertThat(this.staff.get(path).body()).isEqualTo(made.body());
        assertThat(made.text("status")).isEqualTo("OPEN");
        assertThat(made.body().path("remaining").asInt()).isEqualTo(100);
        assertThat(this.staff.get(ADMIN).body().path("items").get(0)).isEqualTo(made.body());
        Answer changed = this.staff.put(path, with(body(100), "name", "다른 이름", "value", 7_000));
        assertThat(changed.text("name")).isEqualTo("다른 이름");
        assertThat(changed.body().path("value").asInt()).isEqualTo(7_000);
        assertThat(this.staff.delete(path, null).status()).isEqualTo(204);
        assertThat(this.staff.delete(path, null).status()).isEqualTo(204);
        assertThat(this.staff.get(path).text("status")).isEqualTo("ENDED");
        assertThat(this.trail
            .entries(new AuditFilter(null, "coupon", "coupon " + made.body().path("id").asLong(), null, null),
                    new Paging(0, 10))
            .items()).extracting("action").containsExactly("coupon.ended", "coupon.changed", "coupon.created");
    }

    @Test
    void changesNothingIfAnotherVersionWasRead() {
        String path = ADMIN + "/" + create(body(100));
        Answer first = this.staff.put(path, with(body(100), "name", "다른 이름", "version", 1));
        assertThat(first.body().path("version").asInt()).isEqualTo(2);
        Answer stale = this.staff.put(path, with(body(100), "name", "또 다른 이름", "version", 1));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("coupon.changed-meanwhile");
        assertThat(stale.body().path("version").asInt()).isEqualTo(2);
        assertThat(this.staff.get(path).text("name")).isEqualTo("다른 이름");
        assertThat(this.staff.put(path, with(body(100), "name", "또 다른 이름")).body().path("version").asInt())
            .isEqualTo(3);
    }

    @Test
    void keepsTheVersionOfACouponThatIsSavedAsItIs() {
        Map<String, Object> wish = with(body(100), "code", "same-" + UUID.randomUUID().toString().substring(0, 8),
                "maxDiscount", 4_000, "minAmount", 20_000);
        long id = create(wish);
        Answer again = this.staff.put(ADMIN + "/" + id, with(wish, "version", 1));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("version").asInt()).isEqualTo(1);
        assertThat(this.trail.entries(new AuditFilter(null, "coupon", "coupon " + id, null, null), new Paging(0, 10))
            .items()).extracting("action").containsExactly("coupon.created");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        assertThat(this.staff.post(ADMIN, Map.of()).fields()).containsExactlyInAnyOrder("name", "type", "value",
                "quantity", "issueFrom", "issueUntil", "validDays");
        Instant now = this.clock.instant();
        Answer answer = this.staff.post(ADMIN,
                Map.ofEntries(entry("name", "x".repeat(61)), entry("type", "RATE"), entry("value", 101),
                        entry("quantity", 0), entry("issueFrom", now.toString()), entry("issueUntil", now.toString()),
                        entry("validDays", 0), entry("maxDiscount", 0), entry("minAmount", -1),
                        entry("performanceId", 987_654_321), entry("category", "CIRCUS"), entry("code", "a b")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.fields()).containsExactlyInAnyOrder("name", "value", "quantity", "issueUntil", "validDays",
                "maxDiscount", "minAmount", "performanceId", "category", "code");
    }

    @Test
    void isForStaffOnly() {
        assertThat(this.buyer.post(ADMIN, body(1)).status()).isEqualTo(403);
        assertThat(this.buyer.with(null).get(ADMIN).status()).isEqualTo(401);
        assertThat(this.staff.get(ADMIN + "/987654321").code()).isEqualTo("coupon.not-found");
        assertThat(this.staff.put(ADMIN + "/987654321", body(1)).status()).isEqualTo(404);
        assertThat(this.staff.delete(ADMIN + "/987654321", null).status()).isEqualTo(404);
    }

    @Test
    void givesOneToEachPersonUntilNoneIsLeft() {
        long id = create(body(1));
        Answer issued = this.buyer.post("/api/coupons/" + id + "/issues", null);
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.body().propertyNames()).containsExactlyInAnyOrder("issuedCouponId", "couponId", "expiresAt");
        assertThat(Instant.from(OffsetDateTime.parse(issued.text("expiresAt"))))
            .isEqualTo(this.clock.instant().plus(Duration.ofDays(30)));
        assertThat(listed(id).path("remaining").asInt(-1)).isZero();
        this.clock.advance(Duration.ofSeconds(2));
        Answer again = this.buyer.post("/api/coupons/" + id + "/issues", null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("coupon.already-issued");
        Answer late = ApiClient.of(this.http).newBuyer().post("/api/coupons/" + id + "/issues", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("coupon.exhausted");
        assertThat(this.buyer.with(null).post("/api/coupons/" + id + "/issues", null).status()).isEqualTo(401);
        assertThat(this.buyer.post("/api/coupons/987654321/issues", null).code()).isEqualTo("coupon.not-found");
    }

    @Test
    void givesNoneBeforeItsTimeAfterItOrOnceItIsEnded() {
        Instant now = this.clock.instant();
        long later = create(with(body(5), "issueFrom", now.plusSeconds(60).toString()));
        assertThat(issueCode(later)).isEqualTo("coupon.not-open");
        assertThat(listed(later).isMissingNode()).isTrue();
        this.clock.advance(Duration.ofSeconds(60));
        assertThat(this.buyer.post("/api/coupons/" + later + "/issues", null).status()).isEqualTo(201);
        long ended = create(body(5));
        this.staff.delete(ADMIN + "/" + ended, null);
        assertThat(issueCode(ended)).isEqualTo("coupon.not-open");
        long over = create(with(body(5), "issueUntil", now.plusSeconds(120).toString()));
        this.clock.advance(Duration.ofSeconds(120));
        assertThat(issueCode(over)).isEqualTo("coupon.not-open");
        assertThat(listed(over).isMissingNode()).isTrue();
    }

    @Test
    void givesACouponByItsCodeOnly() {
        String code = "SEA-" + Long.toString(System.nanoTime() % 100_000_000, 36).toUpperCase(Locale.ROOT);
        long id = create(with(body(5), "code", code.toLowerCase(Locale.ROOT)));
        assertThat(this.staff.get(ADMIN + "/" + id).text("code")).isEqualTo(code);
        assertThat(issueCode(id)).isEqualTo("coupon.not-found");
        assertThat(listed(id).isMissingNode()).isTrue();
        assertThat(this.buyer.post("/api/me/coupons", Map.of("code", "NOT-" + code)).code())
            .isEqualTo("coupon.code-not-found");
        assertThat(
                this.buyer.post("/api/me/coupons", Map.of("code", " " + fullWidth(code.toLowerCase(Locale.ROOT)) + " "))
                    .status())
            .isEqualTo(201);
        assertThat(this.buyer.post("/api/me/coupons", Map.of("code", code)).code()).isEqualTo("coupon.already-issued");
        assertThat(this.buyer.post("/api/me/coupons", Map.of("code", " ")).fields()).containsExactly("code");
        assertThat(this.staff.post(ADMIN, with(body(5), "code", code)).fields()).containsExactly("code");

        long exhausted = create(with(body(1), "code", code + "-LAST"));
        assertThat(this.buyer.post("/api/me/coupons", Map.of("code", code + "-LAST")).status()).isEqualTo(201);
        assertThat(issueCode(exhausted)).as("nobody learns of it by its number").isEqualTo("coupon.not-found");
    }

    @Test
    void takesNoFurtherCodeFromWhoeverGuessedTwentyWrongOnes() {
        String code = "GUESS-" + Long.toString(System.nanoTime() % 100_000_000, 36).toUpperCase(Locale.ROOT);
        create(with(body(5), "code", code));
        for (int guess = 0; guess < 20; guess++) {
            assertThat(this.buyer.post("/api/me/coupons", Map.of("code", code + guess)).code())
                .isEqualTo("coupon.code-not-found");
        }
        Answer refused = this.buyer.post("/api/me/coupons", Map.of("code", code));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("request.too-many-failures");
        assertThat(refused.header("Retry-After")).isEqualTo("900");
        ApiClient other = ApiClient.of(this.http).newBuyer();
        assertThat(other.post("/api/me/coupons", Map.of("code", code)).status()).isEqualTo(201);
        String email = this.buyer.get("/api/me").text("email");
        this.clock.advance(Duration.ofMinutes(15));
        ApiClient later = ApiClient.of(this.http);
        String token = later.signIn(email, ApiClient.PASSWORD).text("accessToken");
        assertThat(later.with(token).post("/api/me/coupons", Map.of("code", code)).status()).isEqualTo(201);
    }

    @Test
    void takesNoNumberForAName() {
        assertThat(this.staff.post(ADMIN, with(body(5), "type", 1)).status()).isEqualTo(400);
    }

    @Test
    void keepsTheTermsThatPeopleRelyOn() {
        long id = create(body(5));
        this.buyer.post("/api/coupons/" + id + "/issues", null);
        ApiClient.of(this.http).newBuyer().post("/api/coupons/" + id + "/issues", null);
        Answer dearer = this.staff.put(ADMIN + "/" + id, with(body(5), "value", 1_000, "minAmount", 90_000));
        assertThat(dearer.status()).isEqualTo(409);
        assertThat(dearer.code()).isEqualTo("coupon.terms-fixed");
        assertThat(dearer.body().path("fields").valueStream().map(JsonNode::asString)).containsExactly("value",
                "minAmount");
        assertThat(this.staff.put(ADMIN + "/" + id, body(1)).fields()).containsExactly("quantity");
        Answer more = this.staff.put(ADMIN + "/" + id, with(body(2), "name", "마지막 두 장"));
        assertThat(more.status()).isEqualTo(200);
        assertThat(more.text("status")).isEqualTo("EXHAUSTED");
    }

    @Test
    void showsOnesOwnCouponsAndWelcomesNewPeopleOnce() {
        String email = this.buyer.get("/api/me").text("email");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        assertThat(this.buyer.put("/api/email-verifications/" + token, null).status()).isEqualTo(204);
        await().untilAsserted(() -> {
            JsonNode mine = this.buyer.get("/api/me/coupons").body();
            assertThat(mine.path("total").asInt()).isEqualTo(1);
            JsonNode welcome = mine.path("items").get(0);
            assertThat(welcome.path("value").asInt()).isEqualTo(5_000);
            assertThat(welcome.path("status").asString()).isEqualTo("USABLE");
            assertThat(Instant.from(OffsetDateTime.parse(welcome.path("expiresAt").asString()))).isEqualTo(
                    Instant.from(OffsetDateTime.parse(welcome.path("issuedAt").asString())).plus(Duration.ofDays(30)));
            assertThat(issueCode(welcome.path("couponId").asLong())).isEqualTo("coupon.not-found");
        });
        assertThat(this.staff.post(ADMIN, with(body(5), "welcome", true)).fields()).containsExactly("welcome");
        this.clock.advance(Duration.ofDays(30));
    }

    private long create(Map<String, Object> body) {
        Answer made = this.staff.post(ADMIN, body);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().path("id").asLong();
    }

    private String issueCode(long id) {
        return this.buyer.post("/api/coupons/" + id + "/issues", null).code();
    }

    /** The coupon in the public list. */
    private JsonNode listed(long id) {
        JsonNode list = this.buyer.with(null).get("/api/coupons?size=100").body();
        List<JsonNode> found = list.path("items").valueStream().filter((one) -> one.path("id").asLong() == id).toList();
        return found.isEmpty() ? list.path("nothing") : found.getFirst();
    }

    private Map<String, Object> body(int quantity) {
        return Map.of("name", "시험 쿠폰", "type", "AMOUNT", "value", 5_000, "quantity", quantity, "issueFrom",
                this.clock.instant().toString(), "issueUntil", this.clock.instant().plus(Duration.ofDays(7)).toString(),
                "validDays", 30);
    }

    private static Map<String, Object> with(Map<String, Object> body, Object... more) {
        Map<String, Object> changed = new HashMap<>(body);
        for (int i = 0; i < more.length; i += 2) {
            changed.put((String) more[i], more[i + 1]);
        }
        return changed;
    }

    /** As a Japanese or Korean keyboard writes letters and digits when it is set so. */
    private static String fullWidth(String code) {
        return code.codePoints()
            .map((point) -> point - '!' + '\uff01')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    }

}
