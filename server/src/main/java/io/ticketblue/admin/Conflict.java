package io.ticketblue.admin;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody else saved first: what is different between what is saved now and what was
 * typed. Saving the form again saves what was typed.
 *
 * @param differences the fields that differ
 * @param reload where what is saved now can be taken over
 */
record Conflict(List<Difference> differences, String reload) {

    static final String ATTRIBUTE = "conflict";

    /**
     * A field that differs.
     *
     * @param label the message key of what the field is called
     * @param saved what is saved now
     * @param typed what was typed
     */
    record Difference(String label, String saved, String typed) {
    }

    /**
     * Compares two forms.
     * @param saved the fields as they are saved now, by the message keys of their labels
     * @param typed the same fields as they were typed
     */
    static Conflict of(Map<String, String> saved, Map<String, String> typed, String reload) {
        List<Difference> differences = typed.entrySet()
            .stream()
            .map((field) -> new Difference(field.getKey(), Objects.requireNonNullElse(saved.get(field.getKey()), ""),
                    field.getValue()))
            .filter((difference) -> !difference.saved().equals(difference.typed()))
            .toList();
        return new Conflict(differences, reload);
    }

}
