package io.ticketblue.search.index;

import org.hibernate.search.backend.elasticsearch.index.layout.IndexLayoutStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Names the indexes of a generation in a cluster: {@code prefix-index-type-000001}. There
 * are no aliases: the database says which generation is searched.
 *
 * @param prefix what all names of the installation begin with
 * @param index the name of the index
 * @param generation its generation
 */
record GenerationNames(String prefix, String index, long generation) implements IndexLayoutStrategy {

    @Override
    public String createInitialElasticsearchIndexName(String type) {
        return start() + type + end();
    }

    @Override
    public @Nullable String createWriteAlias(String type) {
        return null;
    }

    @Override
    public @Nullable String createReadAlias(String type) {
        return null;
    }

    @Override
    public String extractUniqueKeyFromHibernateSearchIndexName(String type) {
        return type;
    }

    @Override
    public String extractUniqueKeyFromElasticsearchIndexName(String name) {
        return name.substring(start().length(), name.length() - end().length());
    }

    private String start() {
        return this.prefix + "-" + this.index + "-";
    }

    private String end() {
        return "-%06d".formatted(this.generation);
    }

}
