package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;
import io.ticketblue.admin.StaffBrowser.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Forms of staff may have 4 MB, files not counted. */
@IntegrationTest
class FormLimitsIntegrationTests {

    private static final String TOO_LARGE = "a".repeat(5_000_000);

    private static final String LARGE = "a".repeat(3_000_000);

    private static final byte[] NO_FILE = {};

    @LocalServerPort
    private int port;

    private StaffBrowser staff;

    @BeforeEach
    void signIn() {
        this.staff = StaffBrowser.ofStaff(this.port, Role.BOX_OFFICE);
    }

    @Test
    void refusesAFormOverTheLimit() {
        assertTooLarge(this.staff.submit("/admin/performers/new", "/admin/performers", "name", TOO_LARGE));
    }

    @Test
    void refusesAFormOverTheLimitThatDoesNotSayHowLongItIs() {
        assertTooLarge(this.staff.submitWithoutLength("/admin/performers/new", "/admin/performers", "name", TOO_LARGE));
    }

    @Test
    void refusesAFormWithAFileWhoseFieldsAreOverTheLimit() {
        assertTooLarge(this.staff.submit("/admin/venues/new", "/admin/venues", "file", NO_FILE, "name", TOO_LARGE));
    }

    @Test
    void looksIntoAFormUnderTheLimit() {
        assertThat(this.staff.submit("/admin/performers/new", "/admin/performers", "name", LARGE).status())
            .isEqualTo(400);
        assertThat(this.staff.submitWithoutLength("/admin/performers/new", "/admin/performers", "name", LARGE).status())
            .isEqualTo(400);
        assertThat(this.staff.submit("/admin/venues/new", "/admin/venues", "file", NO_FILE, "name", LARGE).status())
            .isEqualTo(400);
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("What you sent is too large", "data-problem").doesNotContain("aaaaaaaa");
    }

}
