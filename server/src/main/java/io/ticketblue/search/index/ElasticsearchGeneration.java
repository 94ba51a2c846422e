package io.ticketblue.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;
import org.hibernate.search.backend.elasticsearch.ElasticsearchBackend;
import org.hibernate.search.mapper.pojo.standalone.entity.SearchIndexedEntity;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;

/** A generation in indexes of its own in a cluster. */
final class ElasticsearchGeneration extends OpenIndex {

    private static final int OK = 200;

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

    @Override
    public boolean exists() {
        RestClient client = client();
        try {
            for (SearchIndexedEntity<?> entity : mapping().allIndexedEntities()) {
                String name = this.names
                    .createInitialElasticsearchIndexName(entity.indexManager().descriptor().hibernateSearchName());
                if (client.performRequest(new Request("HEAD", "/" + name)).getStatusLine().getStatusCode() != OK) {
                    return false;
                }
            }
            return true;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Also indexes of types that there are no more. */
    @Override
    public Set<Long> dropOthers(LongPredicate which) {
        RestClient client = client();
        Set<Long> dropped = new TreeSet<>();
        try {
            Response answer = client.performRequest(new Request("GET", "/" + this.names.all() + "/_alias"));
            String existing = new String(answer.getEntity().getContent().readAllBytes(), StandardCharsets.UTF_8);
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
