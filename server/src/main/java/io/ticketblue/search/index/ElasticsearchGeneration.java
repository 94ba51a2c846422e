package io.ticketblue.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.elasticsearch.client.Request;
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

    @Override
    boolean isRemote() {
        return true;
    }

    @Override
    public boolean exists() {
        RestClient client = mapping().backend().unwrap(ElasticsearchBackend.class).client(RestClient.class);
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

    @Override
    public void drop() {
        try (SearchSession session = mapping().createSession()) {
            session.schemaManager().dropIfExisting();
        }
        close();
    }

}
