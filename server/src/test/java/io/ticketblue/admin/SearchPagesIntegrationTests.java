package io.ticketblue.admin;

import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class SearchPagesIntegrationTests {

    private static final String PAGE = "/admin/search/synonyms";

    private static final String REFRESHED = "hx-get=\"" + PAGE + "\"";

    @LocalServerPort
    private int port;

    private StaffBrowser staff;

    @BeforeEach
    void signIn(@Autowired ApplicationContext application) {
        this.staff = House.in(application).staff();
    }

    @Test
    void editsSynonyms() {
        String word = "낟알" + UUID.randomUUID().toString().substring(0, 8);
        StaffBrowser boxOffice = StaffBrowser.ofStaff(this.port, Role.BOX_OFFICE);
        StaffBrowser.Answer alone = boxOffice.submit(PAGE, PAGE, "words", word);
        assertThat(alone.status()).isEqualTo(400);
        assertThat(alone.errorAt("words")).isNotEmpty();
        assertThat(alone.body()).contains("value=\"" + word + "\"").doesNotContain("index-facts");
        assertThat(boxOffice.submit(PAGE, PAGE, "words", word + ", " + word + "둘").status()).isEqualTo(302);
        String listed = boxOffice.get(PAGE).body();
        assertThat(listed).contains("Synonyms saved: " + word, word + ", " + word + "둘");
        String group = PAGE + "/" + listed.replaceAll("(?s).*/synonyms/(\\d+)\"[^>]*" + word + ".*", "$1");
        assertThat(boxOffice.submit(group, group, "words", word + ", 벌판" + word, "version", "7").status())
            .isEqualTo(409);
        assertThat(boxOffice.submit(group, group, "words", word + ", 벌판" + word, "version", "1").status())
            .isEqualTo(302);
        assertThat(boxOffice.get(PAGE).body()).contains("벌판" + word).doesNotContain(word + "둘");
        assertThat(boxOffice.submit(PAGE, group + "/delete").status()).isEqualTo(302);
        assertThat(boxOffice.get(PAGE).body()).contains("Synonyms deleted: " + word);
        assertThat(boxOffice.get(group).status()).isEqualTo(404);
    }

    @Test
    void refreshesWhileTheIndexIsRebuilt(@Autowired ApplicationContext application) {
        await().until(() -> !this.staff.get(PAGE).body().contains(REFRESHED));
        SmartLifecycle keeper = application.getBean("indexKeeper", SmartLifecycle.class);
        keeper.stop();
        try {
            assertThat(this.staff.submit(PAGE, "/admin/search/rebuilds").status()).isEqualTo(302);
            assertThat(this.staff.get(PAGE).body()).contains(REFRESHED, "Waiting to start");
        }
        finally {
            keeper.start();
        }
        await().untilAsserted(() -> assertThat(this.staff.get(PAGE).body()).contains("Documents")
            .doesNotContain(REFRESHED, "Waiting to start"));
    }

}
