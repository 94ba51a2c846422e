package io.ticketblue.search.index;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;
import io.ticketblue.shared.Misconfigured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SearchSettingsTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static Elasticsearch cluster(@Nullable String username, String prefix, Duration timeout, String... uris) {
        return new Elasticsearch(List.of(uris).stream().map(URI::create).toList(), username, null, prefix, timeout);
    }

    private static void refuses(Runnable settings, String part) {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(settings::run).withMessageContaining(part);
    }

    @Test
    void takesFilesOrACluster() {
        SearchSettings files = new SearchSettings(Backend.LUCENE, Path.of("data"),
                cluster(null, "ticketblue", TIMEOUT));
        assertThat(files.elasticsearch().uris()).isEmpty();
        Elasticsearch cluster = cluster(null, "ticketblue", TIMEOUT, "http://one:9200", "http://two:9200");
        assertThat(new SearchSettings(Backend.ELASTICSEARCH, Path.of("data"), cluster).elasticsearch().uris())
            .hasSize(2);
    }

    @Test
    void refusesWhatContradictsItself() {
        Elasticsearch none = cluster(null, "ticketblue", TIMEOUT);
        Elasticsearch one = cluster(null, "ticketblue", TIMEOUT, "http://one:9200");
        refuses(() -> new SearchSettings(Backend.ELASTICSEARCH, Path.of("data"), none),
                "elasticsearch.uris is not set");
        refuses(() -> new SearchSettings(Backend.LUCENE, Path.of("data"), one), "backend is LUCENE");
        refuses(() -> cluster("somebody", "ticketblue", TIMEOUT), "Only one of");
    }

    @Test
    void refusesWhatIsNoAddressNameOrTime() {
        refuses(() -> cluster(null, "ticketblue", TIMEOUT, "one:9200"), "an address that is none");
        refuses(() -> cluster(null, "ticketblue", TIMEOUT, "ftp://one"), "an address that is none");
        refuses(() -> cluster(null, "ticketblue", TIMEOUT, "http://one", "https://two"), "with http and with https");
        refuses(() -> cluster(null, "Ticket Blue", TIMEOUT), "no name of an index");
        refuses(() -> cluster(null, "ticketblue", Duration.ofMillis(10)), "timeout");
        refuses(() -> cluster(null, "ticketblue", Duration.ofMinutes(2)), "timeout");
    }

}
