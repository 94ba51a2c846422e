package io.ticketblue.admin;

import java.util.regex.Pattern;
import java.util.regex.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

/**
 * Why a form was refused, in the reader's language.
 *
 * @param sentences what is wrong, for the summary above the form, each with the field it
 * is about if there is one
 * @param fields what is wrong with each field, by the field's name in the form
 */
record Refusal(List<Sentence> sentences, Map<String, String> fields) {

    private static final int MOST = 20;

    /** Nothing was refused. */
    static final Refusal NONE = new Refusal(List.of(), Map.of());

    /**
     * A sentence of the summary.
     *
     * @param field the field it is about, null if it is about the whole form
     * @param text the sentence
     */
    record Sentence(@Nullable String field, String text) {

        private static final Pattern LINE = Pattern.compile("\\w+\\[(\\d{1,6})]\\..+");

        /** The line of a table that the field is in, from 1; null if it is in none. */
        @JsonProperty
        public @Nullable Integer line() {
            Matcher matcher = LINE.matcher((this.field != null) ? this.field : "");
            return matcher.matches() ? Integer.valueOf(matcher.group(1)) + 1 : null;
        }

    }

    /**
     * Translates a problem.
     * @param names tells the form's field for a facade's field or a problem's code, null
     * for a field that has the same name and for a problem that is about no field
     */
    static Refusal of(Problem problem, Function<String, @Nullable String> names, ProblemTexts texts) {
        List<Sentence> sentences = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        if (problem instanceof InvalidRequest invalid) {
            for (InvalidRequest.Field wrong : invalid.fields()) {
                String renamed = names.apply(wrong.name());
                String name = (renamed != null) ? renamed : wrong.name();
                String text = texts.detail(wrong);
                if (sentences.size() < MOST && !sentences.contains(new Sentence(name, text))) {
                    sentences.add(new Sentence(name, text));
                    fields.merge(name, text, (one, other) -> one + " " + other);
                }
            }
        }
        else {
            String text = texts.detail(problem);
            String name = names.apply(problem.code());
            sentences.add(new Sentence(name, text));
            if (name != null) {
                fields.put(name, text);
            }
        }
        return new Refusal(sentences, fields);
    }

    /** What is wrong with a field, null if nothing is. */
    public @Nullable String at(@Nullable String field) {
        return (field != null) ? this.fields.get(field) : null;
    }

    /** Tells whether anything was refused. */
    public boolean present() {
        return !this.sentences.isEmpty();
    }

}
