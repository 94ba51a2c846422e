package io.ticketblue.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;
import org.hibernate.search.backend.elasticsearch.ElasticsearchBackend;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;

/** A generation in indexes of its own in a cluster. */
final class ElasticsearchGeneration extends OpenIndex {

    private final GenerationNames names;

    ElasticsearchGeneration(IndexDefinition definition, long generation, CloseableSearchMapping mapping,
            GenerationNames names) {
        super(definition, generation, mapping);
        this.names = names;
    }

    private RestClient client() {
        return mapping().backend().unwrap(ElasticsearchBackend.class).client(RestClient.class);
    }

    @Override
    boolean isRemote() {
        return true;
    }

    /**
     * Our mappings refuse fields that they do not have; that of an index that a cluster
     * makes when it is asked to write accepts any.
     */
    @Override
    public boolean exists() {
        List<String> indexes = names().stream().map(this.names::createInitialElasticsearchIndexName).toList();
        Request request = new Request("GET", "/" + String.join(",", indexes) + "/_mapping");
        request.addParameter("ignore_unavailable", "true");
        request.addParameter("filter_path", "*.mappings.dynamic");
        try {
            String mappings = text(client().performRequest(request));
            return indexes.stream()
                .allMatch((name) -> mappings.contains("\"" + name + "\":{\"mappings\":{\"dynamic\":\"strict\"}}"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String text(Response answer) throws IOException {
        return new String(answer.getEntity().getContent().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A cluster that does not answer is no damage. */
    @Override
    boolean isDamage(Throwable failure) {
        return false;
    }

    /** Also indexes of types that there are no more. */
    @Override
    public Set<Long> dropOthers(LongPredicate which) {
        RestClient client = client();
        Set<Long> dropped = new TreeSet<>();
        try {
            String existing = text(client.performRequest(new Request("GET", "/" + this.names.all() + "/_alias")));
            for (Map.Entry<String, Long> index : this.names.generations(existing).entrySet()) {
                long other = index.getValue();
                if (other != generation() && which.test(other)) {
                    client.performRequest(new Request("DELETE", "/" + index.getKey()));
                    dropped.add(other);
                }
            }
            return dropped;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void drop() {
        try (SearchSession session = mapping().createSession()) {
            session.schemaManager().dropIfExisting();
        }
        close();
    }

}
