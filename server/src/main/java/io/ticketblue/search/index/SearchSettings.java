package io.ticketblue.search.index;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the search index is.
 *
 * @param backend files of Lucene for one node, or an Elasticsearch or OpenSearch cluster
 * for one or more
 * @param directory the directory of Lucene's files, for this node alone
 * @param elasticsearch the cluster
 */
@ConfigurationProperties("ticketblue.search")
public record SearchSettings(@DefaultValue("LUCENE") Backend backend, @DefaultValue("data/search") Path directory,
        @DefaultValue Elasticsearch elasticsearch) {

    private static final String PREFIX = "ticketblue.search.";

    /**
     * Checks what the backend needs.
     */
    public SearchSettings {
        if (backend == Backend.ELASTICSEARCH && elasticsearch.uris().isEmpty()) {
            throw new Misconfigured(PREFIX + "elasticsearch.uris is not set",
                    "Set it to the addresses of the cluster, such as http://search-1:9200,http://search-2:9200, or set "
                            + PREFIX + "backend to LUCENE for a single node.");
        }
        if (backend != Backend.ELASTICSEARCH && !elasticsearch.uris().isEmpty()) {
            throw new Misconfigured(PREFIX + "elasticsearch.uris is set, but " + PREFIX + "backend is " + backend,
                    "Set " + PREFIX + "backend to ELASTICSEARCH or remove the addresses.");
        }
    }

    /** What keeps the index. */
    public enum Backend {

        /** Files of Lucene in a directory of this node. Only one node may run. */
        LUCENE,

        /** A cluster of Elasticsearch or OpenSearch with the plugin analysis-nori. */
        ELASTICSEARCH,

        /** Nothing: this node neither searches nor writes the index. */
        NONE

    }

    /**
     * A cluster of Elasticsearch or OpenSearch.
     *
     * @param uris the addresses of its nodes, all with http or all with https
     * @param username the user of the cluster, absent if it asks for none
     * @param password the password of the user
     * @param prefix what the names of the indexes begin with, for clusters that several
     * installations share
     * @param timeout how long a request may take, 1 to 60 seconds
     */
    public record Elasticsearch(@DefaultValue List<URI> uris, @Nullable String username, @Nullable String password,
            @DefaultValue("ticketblue") String prefix, @DefaultValue("5s") Duration timeout) {

        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

        /** Checks the settings. */
        public Elasticsearch {
            uris = List.copyOf(uris);
            for (URI uri : uris) {
                if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    throw new Misconfigured(PREFIX + "elasticsearch.uris has an address that is none: " + uri,
                            "Set it to addresses such as http://search-1:9200.");
                }
            }
            if (uris.stream().map(URI::getScheme).distinct().count() > 1) {
                throw new Misconfigured(PREFIX + "elasticsearch.uris has addresses with http and with https",
                        "Use the same protocol for all of them.");
            }
            if ((username == null) != (password == null)) {
                throw new Misconfigured(
                        "Only one of " + PREFIX + "elasticsearch.username and " + PREFIX
                                + "elasticsearch.password is set",
                        "Set both, or none for a cluster that asks for nothing.");
            }
            if (!NAME.matcher(prefix).matches()) {
                throw new Misconfigured(PREFIX + "elasticsearch.prefix is no name of an index: " + prefix,
                        "Use a lower-case letter followed by at most 39 lower-case letters, digits and hyphens.");
            }
            if (timeout.toMillis() < 1_000 || timeout.toMillis() > 60_000) {
                throw new Misconfigured(PREFIX + "elasticsearch.timeout is " + timeout,
                        "Set it to a time from 1s to 60s.");
            }
        }

        @Override
        public String toString() {
            return "Elasticsearch[uris=" + this.uris + ", prefix=" + this.prefix + "]";
        }

    }

}
