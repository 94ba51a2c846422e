package io.ticketblue.search.index;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /**
     * A pattern for the indexes of all generations, and for some of other installations.
     */
    String all() {
        return start() + "*";
    }

    /**
     * Finds the names of this index in an answer of the cluster. Names of types have no
     * hyphen; those of an installation with a longer prefix would need one.
     * @return the generations by name
     */
    Map<String, Long> generations(String json) {
        Map<String, Long> generations = new TreeMap<>();
        Matcher names = Pattern.compile('"' + Pattern.quote(start()) + "[a-z]+-([0-9]{6,18})\"").matcher(json);
        while (names.find()) {
            generations.put(names.group().replace("\"", ""), Long.valueOf(names.group(1)));
        }
        return generations;
    }

    private String start() {
        return this.prefix + "-" + this.index + "-";
    }

    private String end() {
        return "-%06d".formatted(this.generation);
    }

}
