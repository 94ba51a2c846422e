package io.ticketblue.admin;

import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class PerformerPagesIntegrationTests {

    private static final String NEW = "/admin/performers/new";

    private static final String LIST = "/admin/performers";

    private final String name = "Haneul " + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Catalog catalog;

    private StaffBrowser staff;

    @BeforeEach
    void signIn() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
    }

    @Test
    void makesAPerformerAndSaysSoOnTheList() {
        StaffBrowser.Answer answer = create("1990-05-04", "Korea");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(this.staff.get(LIST + "?q=" + this.name.replace(" ", "%20")).body())
            .contains("Added the performer ‘" + this.name + "’.")
            .contains("1 in all");
        assertThat(stored().nation()).isEqualTo("Korea");
    }

    @Test
    void keepsWhatWasTypedAndShowsTheErrorAtItsField() {
        StaffBrowser.Answer answer = create("yesterday", "Korea");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("birthDate")).isEqualTo("Enter a date such as 2026-12-24.");
        assertThat(answer.body()).contains("value=\"" + this.name + "\"").contains("value=\"yesterday\"");
    }

    @Test
    void showsWhatTheCatalogueRefusesInTheReadersLanguage() {
        StaffBrowser.Answer answer = this.staff.reading("ko")
            .submit(NEW, LIST, "name", this.name, "birthDate", "2999-01-01", "nation", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("birthDate")).isNotBlank().doesNotContain("catalog.");
        assertThat(answer.refusal()).isEqualTo(answer.errorAt("birthDate"));
    }

    @Test
    void changesAPerformer() {
        create("", "");
        PerformerView before = stored();
        String page = LIST + "/" + before.id();
        assertThat(this.staff.submit(page, page, "name", this.name, "birthDate", "1991-02-03", "nation", "").status())
            .isEqualTo(302);
        assertThat(stored().birthDate()).hasToString("1991-02-03");
    }

    @Test
    void deletesOnlyWhenTheNameWasTyped() {
        create("", "");
        PerformerId id = stored().id();
        String page = LIST + "/" + id + "/delete";
        StaffBrowser.Answer refused = this.staff.submit(page, page, "confirm", "somebody else");
        assertThat(refused.errorAt("confirm")).contains(this.name);
        assertThat(refused.body()).contains("value=\"somebody else\"");
        assertThat(this.staff.submit(page, page, "confirm", this.name).status()).isEqualTo(302);
        assertThatExceptionOfType(PerformerNotFound.class).isThrownBy(() -> this.catalog.performer(id));
    }

    @Test
    void suggestsPerformersAsOptions() {
        create("", "Korea");
        assertThat(this.staff.get(LIST + "/options?q=" + this.name.replace(" ", "%20")).body())
            .contains("value=\"" + this.name + " #" + stored().id() + "\"");
    }

    private StaffBrowser.Answer create(String birthDate, String nation) {
        return this.staff.submit(NEW, LIST, "name", this.name, "birthDate", birthDate, "nation", nation);
    }

    private PerformerView stored() {
        return this.catalog.performers(this.name, new Paging(0, 2)).items().getFirst();
    }

}
