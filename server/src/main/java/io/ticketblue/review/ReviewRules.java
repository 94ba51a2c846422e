package io.ticketblue.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

/**
 * What a review, and the reason of hiding or reporting it, may be, and the form in which
 * they are kept.
 */
public final class ReviewRules {

    private static final int SHORTEST = 10;

    private static final int LONGEST = 1_000;

    private static final int LONGEST_REASON = 200;

    private ReviewRules() {
    }

    /**
     * Checks both fields, so that all that is wrong is said at once.
     * @throws InvalidRequest naming each field that breaks a rule
     */
    static Checked check(ReviewDraft draft) {
        List<InvalidRequest.Field> wrong = new ArrayList<>();
        Integer rating = draft.rating();
        if (rating == null || rating < 1 || rating > RatingSummary.BEST) {
            wrong.add(new InvalidRequest.Field("rating", "review.rating-rule", List.of()));
        }
        String content = TypedText.of((draft.content() != null) ? draft.content().replace("\r\n", "\n") : null);
        int length = content.codePointCount(0, content.length());
        int visible = TypedText.visibleLength(content);
        if (visible < SHORTEST || length > LONGEST) {
            wrong.add(new InvalidRequest.Field("content", "review.content-rule",
                    List.of(SHORTEST, LONGEST, (visible < SHORTEST) ? visible : length)));
        }
        else if (content.codePoints().anyMatch(ReviewRules::isUnprintable)) {
            wrong.add(new InvalidRequest.Field("content", "request.unprintable", List.of()));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
        return new Checked(Objects.requireNonNull(rating), content);
    }

    private static boolean isUnprintable(int point) {
        return point != '\n' && point != '\t' && TypedText.isUnprintable(point);
    }

    /**
     * Checks the reason of staff or of a reader: 1 to 200 characters.
     * @return the reason in the form that is kept
     * @throws InvalidRequest if it is missing or too long or cannot be printed
     */
    public static String reason(@Nullable String typed) {
        return TypedText.required("reason", typed, LONGEST_REASON, "review.reason-rule");
    }

    /** A draft that follows the rules. */
    record Checked(int rating, String content) {
    }

}
