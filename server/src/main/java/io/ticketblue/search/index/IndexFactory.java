package io.ticketblue.search.index;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.hibernate.search.engine.environment.bean.BeanReference;
import org.hibernate.search.mapper.pojo.automaticindexing.ReindexOnUpdate;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMappingBuilder;
import org.hibernate.search.mapper.pojo.standalone.mapping.StandalonePojoMappingConfigurer;

import org.springframework.stereotype.Component;

import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;

/**
 * Opens generations of indexes: each is a directory of its own, or indexes of its own in
 * the cluster, so that the next one can be built beside the one that is searched.
 */
@Component
public class IndexFactory {

    private final SearchSettings settings;

    /** Creates a factory for the backend of the settings. */
    public IndexFactory(SearchSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens a generation, whether or not it exists.
     * @throws RuntimeException if the cluster does not answer
     */
    public OpenIndex open(IndexDefinition definition, long generation) {
        SearchMappingBuilder builder = SearchMapping.builder(AnnotatedTypeSource.fromClasses(definition.annotated()))
            .property("hibernate.search.mapping.build_missing_discovered_jandex_indexes", false)
            .property("hibernate.search.mapping.discover_annotated_types_from_root_mapping_annotations", false)
            .property("hibernate.search.schema_management.strategy", "none")
            .property("hibernate.search.mapping.configurer",
                    BeanReference.ofInstance((StandalonePojoMappingConfigurer) (context) -> context
                        .defaultReindexOnUpdate(ReindexOnUpdate.SHALLOW)))
            .property("hibernate.search.backend.analysis.configurer", BeanReference.ofInstance(new Analyzers()));
        properties(definition, generation).forEach(builder::property);
        CloseableSearchMapping mapping = builder.build();
        return (this.settings.backend() == Backend.LUCENE)
                ? new LuceneGeneration(definition, generation, mapping, directory(definition, generation))
                : new ElasticsearchGeneration(definition, generation, mapping,
                        new GenerationNames(this.settings.elasticsearch().prefix(), definition.name(), generation));
    }

    private Map<String, Object> properties(IndexDefinition definition, long generation) {
        return switch (this.settings.backend()) {
            case LUCENE -> lucene(definition, generation);
            case ELASTICSEARCH -> elasticsearch(this.settings.elasticsearch(), definition, generation);
            case NONE -> throw new SearchUnavailable();
        };
    }

    private Map<String, Object> lucene(IndexDefinition definition, long generation) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("hibernate.search.backend.type", "lucene");
        properties.put("hibernate.search.backend.directory.type", "local-filesystem");
        properties.put("hibernate.search.backend.directory.root", directory(definition, generation).toString());
        properties.put("hibernate.search.backend.lucene_version", "9.12.3");
        return properties;
    }

    private Path directory(IndexDefinition definition, long generation) {
        return this.settings.directory().toAbsolutePath().resolve(definition.name()).resolve(Long.toString(generation));
    }

    private static Map<String, Object> elasticsearch(Elasticsearch cluster, IndexDefinition definition,
            long generation) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("hibernate.search.backend.type", "elasticsearch");
        properties.put("hibernate.search.backend.uris",
                cluster.uris().stream().map(URI::toString).collect(Collectors.joining(",")));
        if (cluster.username() != null && cluster.password() != null) {
            properties.put("hibernate.search.backend.username", cluster.username());
            properties.put("hibernate.search.backend.password", cluster.password());
        }
        properties.put("hibernate.search.backend.request_timeout", cluster.timeout().toMillis());
        properties.put("hibernate.search.backend.read_timeout", cluster.timeout().toMillis());
        properties.put("hibernate.search.backend.connection_timeout", 1_000);
        properties.put("hibernate.search.backend.schema_management.minimal_required_status", "yellow");
        properties.put("hibernate.search.backend.schema_management.minimal_required_status_wait_timeout", 10_000);
        properties.put("hibernate.search.backend.layout.strategy",
                BeanReference.ofInstance(new GenerationNames(cluster.prefix(), definition.name(), generation)));
        return properties;
    }

}
