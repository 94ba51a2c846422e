package io.ticketblue.search.index;

import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurationContext;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurer;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;

/**
 * The analyzers, under the same names for both backends. Everything that can be done in
 * Java is done before ({@code search.text}), so that both backends see the same.
 */
public final class Analyzers implements LuceneAnalysisConfigurer, ElasticsearchAnalysisConfigurer {

    /**
     * Words of Korean (nori, compound nouns whole and in parts) and English (plural ends
     * off, no accents).
     */
    public static final String WORDS = "words";

    /** As {@link #WORDS}, for queries: compound nouns in parts only. */
    public static final String WORDS_QUERY = "words-query";

    /** Pairs of neighbouring letters. */
    public static final String PAIRS = "pairs";

    /** All beginnings of the text, up to {@value #LONGEST_BEGINNING} characters. */
    public static final String BEGINNINGS = "beginnings";

    /** The text as it is. */
    public static final String WHOLE = "whole";

    /** What lies between blanks. */
    public static final String BLANKS = "blanks";

    /** How many characters of a beginning can be searched. */
    public static final int LONGEST_BEGINNING = 30;

    /**
     * Particles, endings and punctuation. Nori's default also drops adverbs, determiners,
     * interjections, prefixes and suffixes, of which titles are made.
     */
    private static final String STOP_TAGS = "E,J,SC,SE,SF,SP,SSC,SSO";

    /** The same since Lucene 10, which names the kinds of particles and endings. */
    private static final String[] FINE_STOP_TAGS = { "EP", "EF", "EC", "ETN", "ETM", "JKS", "JKC", "JKG", "JKO", "JKB",
            "JKV", "JKQ", "JX", "JC", "SC", "SE", "SF", "SP", "SSC", "SSO" };

    @Override
    public void configure(LuceneAnalysisConfigurationContext context) {
        words(context, WORDS, "mixed");
        words(context, WORDS_QUERY, "discard");
        context.analyzer(PAIRS).custom().tokenizer("nGram").param("minGramSize", "2").param("maxGramSize", "2");
        context.analyzer(BEGINNINGS)
            .custom()
            .tokenizer("keyword")
            .tokenFilter("edgeNGram")
            .param("minGramSize", "1")
            .param("maxGramSize", Integer.toString(LONGEST_BEGINNING));
        context.analyzer(WHOLE).custom().tokenizer("keyword");
        context.analyzer(BLANKS).custom().tokenizer("whitespace");
    }

    private static void words(LuceneAnalysisConfigurationContext context, String name, String compounds) {
        context.analyzer(name)
            .custom()
            .tokenizer("korean")
            .param("decompoundMode", compounds)
            .tokenFilter("koreanPartOfSpeechStop")
            .param("tags", STOP_TAGS)
            .tokenFilter("koreanReadingForm")
            .tokenFilter("lowercase")
            .tokenFilter("asciiFolding")
            .tokenFilter("englishMinimalStem");
    }

    @Override
    public void configure(ElasticsearchAnalysisConfigurationContext context) {
        context.tokenizer("nori-mixed").type("nori_tokenizer").param("decompound_mode", "mixed");
        context.tokenizer("nori-discard").type("nori_tokenizer").param("decompound_mode", "discard");
        context.tokenFilter("nori-stop").type("nori_part_of_speech").param("stoptags", FINE_STOP_TAGS);
        context.tokenFilter("minimal-english").type("stemmer").param("language", "minimal_english");
        context.tokenFilter("beginnings").type("edge_ngram").param("min_gram", 1).param("max_gram", LONGEST_BEGINNING);
        context.tokenizer("pairs").type("ngram").param("min_gram", 2).param("max_gram", 2);
        words(context, WORDS, "nori-mixed");
        words(context, WORDS_QUERY, "nori-discard");
        context.analyzer(PAIRS).custom().tokenizer("pairs");
        context.analyzer(BEGINNINGS).custom().tokenizer("keyword").tokenFilters("beginnings");
        context.analyzer(WHOLE).custom().tokenizer("keyword");
        context.analyzer(BLANKS).custom().tokenizer("whitespace");
    }

    private static void words(ElasticsearchAnalysisConfigurationContext context, String name, String tokenizer) {
        context.analyzer(name)
            .custom()
            .tokenizer(tokenizer)
            .tokenFilters("nori-stop", "nori_readingform", "lowercase", "asciifolding", "minimal-english");
    }

}
