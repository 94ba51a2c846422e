package io.ticketblue.bench.search;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The first pages that one way showed while it was measured, to be compared with those of
 * {@code LIKE}, which reads every booking.
 */
final class BookingPages {

    private final Map<BookingQuestions.Question, List<Long>> pages = new ConcurrentHashMap<>();

    void note(BookingQuestions.Question question, List<Long> ids) {
        this.pages.put(question, ids);
    }

    /** How many questions were answered. */
    int answered() {
        return this.pages.size();
    }

    /**
     * How they differ from the right ones, in words. As sets, since both are ordered by
     * time. A question that names one booking or account by its whole code or address may
     * show less, but not nothing: {@code LIKE} also finds longer texts around it.
     * @param right those of {@code LIKE}; what it has not answered is not compared
     */
    List<String> differences(BookingPages right, List<BookingQuestions.Question> questions) {
        return questions.stream()
            .filter(right.pages::containsKey)
            .filter((question) -> !agrees(question, ids(question), right.ids(question)))
            .map((question) -> difference(question, ids(question), right.ids(question)))
            .toList();
    }

    private Set<Long> ids(BookingQuestions.Question question) {
        return new HashSet<>(this.pages.getOrDefault(question, List.of()));
    }

    private static boolean agrees(BookingQuestions.Question question, Set<Long> found, Set<Long> right) {
        return found.equals(right) || (question.namesOne() && !found.isEmpty() && right.containsAll(found));
    }

    private static String difference(BookingQuestions.Question question, Set<Long> found, Set<Long> right) {
        long missing = right.stream().filter((id) -> !found.contains(id)).count();
        long others = found.stream().filter((id) -> !right.contains(id)).count();
        return "%s: %s (%d of %d missing, %d others)".formatted(question.group(), question.words(), missing,
                right.size(), others);
    }

}
