package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.catalog.SalesForTests;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.InvalidRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class PostersIntegrationTests {

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Posters posters;

    @Autowired
    private PostersForTests store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    private VenueId venue;

    @BeforeEach
    void makeAVenue() {
        this.venue = this.admin.createVenue(Examples.venue(10));
    }

    /** After whatever went wrong and one sweep, tables and files say the same. */
    @AfterEach
    void filesAndTablesAgree() {
        this.store.recover();
        this.posters.sweep();
        Set<String> linked = Set.copyOf(this.jdbc.sql(
                "SELECT p.poster_key FROM performance p JOIN poster_file f ON f.poster_key = p.poster_key WHERE f.state = 'LIVE'")
            .query(String.class)
            .list());
        assertThat(this.store.files()).containsExactlyInAnyOrderElementsOf(
                linked.stream().flatMap((key) -> PosterName.files(key).stream()).toList());
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM poster_file").query(Integer.class).single())
            .isEqualTo(linked.size());
    }

    @Test
    void showsAPosterInThreeWidths() throws IOException {
        PerformanceId id = this.admin.createPerformance(Examples.performance(this.venue), picture());
        PerformanceView.Poster poster = Objects.requireNonNull(this.catalog.performance(id).poster());
        assertThat(List.of(poster.small(), poster.medium(), poster.large())).allSatisfy(
                (address) -> assertThat(this.posters.read(address.substring("/posters/".length()))).isPresent());
    }

    @Test
    void takesTheFilesBackWhenTheTransactionFails() throws IOException {
        Set<String> before = this.store.files();
        SavePerformance good = Examples.performance(this.venue);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(
                () -> this.admin.createPerformance(Examples.performance(new VenueId(Long.MAX_VALUE)), picture()));
        TransactionTemplate outer = new TransactionTemplate(this.transactions);
        assertThatIllegalStateException().isThrownBy(() -> outer.executeWithoutResult((status) -> {
            this.admin.createPerformance(good, upload());
            throw new IllegalStateException("Something else went wrong");
        }));
        assertThat(this.store.files()).isEqualTo(before);
        assertThat(pending()).isZero();
    }

    @Test
    void takesBackWhatWasWrittenBeforeTheStoreFailed() {
        Set<String> before = this.store.files();
        this.store.failAfterWrites(2);
        assertThatExceptionOfType(PosterStoreUnavailable.class)
            .isThrownBy(() -> this.admin.createPerformance(Examples.performance(this.venue), picture()));
        assertThat(this.store.files()).isEqualTo(before);
        assertThat(pending()).isZero();
    }

    @Test
    void finishesLaterWhenTheStoreFailsForGood() {
        this.store.failAfterWrites(2);
        this.store.failToDelete();
        assertThatExceptionOfType(PosterStoreUnavailable.class)
            .isThrownBy(() -> this.admin.createPerformance(Examples.performance(this.venue), picture()));
        this.store.recover();
        assertThat(this.posters.sweep()).isEqualTo(1);
    }

    @Test
    void deletesTheOldFilesWhenAPosterIsReplaced() throws IOException {
        Set<String> before = this.store.files();
        PerformanceId id = this.admin.createPerformance(Examples.performance(this.venue), picture());
        PerformanceView.Poster first = this.catalog.performance(id).poster();
        this.admin.replacePoster(id, picture());
        assertThat(this.catalog.performance(id).poster()).isNotNull().isNotEqualTo(first);
        assertThat(this.store.files()).hasSize(before.size() + 3);
    }

    @Test
    void keepsTheOldPosterWhenReplacingItFails() throws IOException {
        PerformanceId id = this.admin.createPerformance(Examples.performance(this.venue), picture());
        PerformanceView.Poster first = this.catalog.performance(id).poster();
        Set<String> before = this.store.files();
        TransactionTemplate outer = new TransactionTemplate(this.transactions);
        outer.executeWithoutResult((status) -> {
            this.admin.replacePoster(id, upload());
            status.setRollbackOnly();
        });
        assertThat(this.catalog.performance(id).poster()).isEqualTo(first);
        assertThat(this.store.files()).isEqualTo(before);
    }

    @Test
    void deletesTheFilesLaterWhenTheStoreFailsAfterTheTransaction() throws IOException {
        PerformanceId id = this.admin.createPerformance(Examples.performance(this.venue), picture());
        this.store.failToDelete();
        this.admin.deletePerformance(id);
        assertThat(this.posters.sweep()).isZero();
        this.store.recover();
        assertThat(this.posters.sweep()).isEqualTo(1);
    }

    @Test
    void deletesTheFilesOfADeletedPerformance() throws IOException {
        Set<String> before = this.store.files();
        this.admin.deletePerformance(this.admin.createPerformance(Examples.performance(this.venue), picture()));
        assertThat(this.store.files()).isEqualTo(before);
    }

    @Test
    void holdsNoConnectionWhileItWaitsForTheStore() throws IOException {
        this.store.recover();
        PerformanceId id = this.admin.createPerformance(Examples.performance(this.venue), picture());
        this.admin.replacePoster(id, picture());
        this.admin.deletePerformance(id);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(
                () -> this.admin.createPerformance(Examples.performance(new VenueId(Long.MAX_VALUE)), picture()));
        assertThat(this.store.waitedForInATransaction()).isFalse();
    }

    @Test
    void sweepsUpAfterACrashButNotAfterAnUploadThatGoesOn() {
        String dead = "00000000000000000000000000000001";
        String alive = "00000000000000000000000000000002";
        crashedUpload(dead, Posters.UPLOAD_TIME.plusMinutes(1));
        crashedUpload(alive, Posters.UPLOAD_TIME.minusMinutes(1));
        assertThat(this.posters.sweep()).isEqualTo(1);
        assertThat(this.store.files()).doesNotContain(PosterName.SMALL.file(dead))
            .contains(PosterName.SMALL.file(alive));
        this.jdbc.sql("UPDATE poster_file SET state = 'DELETING' WHERE poster_key = :key").param("key", alive).update();
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> this.posters.show(alive));
    }

    private void crashedUpload(String key, Duration ago) {
        this.jdbc.sql("INSERT INTO poster_file (poster_key, state, changed_at) VALUES (:key, 'PENDING', :at)")
            .param("key", key)
            .param("at", this.clock.instant().minus(ago))
            .update();
        this.store.write(PosterName.SMALL.file(key), new byte[] { 1 });
    }

    private int pending() {
        return this.jdbc.sql("SELECT COUNT(*) FROM poster_file WHERE state <> 'LIVE'").query(Integer.class).single();
    }

    private static PosterUpload upload() {
        try {
            return picture();
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static PosterUpload picture() throws IOException {
        byte[] bytes = PosterImagesTests.picture(300, 400, "png");
        return new PosterUpload(bytes.length, new ByteArrayResource(bytes));
    }

}
