package io.ticketblue.bench.search;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BookingPagesTests {

    private static final BookingQuestions.Question NAME = BookingQuestions.Question.of("name", "김바다");

    private static final BookingQuestions.Question CODE = BookingQuestions.Question.of(BookingQuestions.Question.CODE,
            "ABCD1234");

    private static final List<BookingQuestions.Question> BOTH = List.of(NAME, CODE);

    private final BookingPages like = new BookingPages();

    private final BookingPages other = new BookingPages();

    @Test
    void isTheSameInAnyOrder() {
        this.like.note(NAME, List.of(3L, 2L, 1L));
        this.other.note(NAME, List.of(1L, 2L, 3L));
        assertThat(this.other.differences(this.like, BOTH)).isEmpty();
    }

    @Test
    void tellsWhatIsMissingAndWhatIsNot() {
        this.like.note(NAME, List.of(3L, 2L, 1L));
        this.other.note(NAME, List.of(3L, 4L));
        assertThat(this.other.differences(this.like, BOTH)).containsExactly("name: 김바다 (2 of 3 missing, 1 others)");
    }

    @Test
    void missesAPageThatIsEmptyOrWasNeverAnswered() {
        this.like.note(NAME, List.of(1L));
        this.like.note(CODE, List.of(7L));
        this.other.note(CODE, List.of());
        assertThat(this.other.differences(this.like, BOTH)).hasSize(2);
    }

    @Test
    void mayShowLessForAWholeCode() {
        this.like.note(CODE, List.of(7L, 8L));
        this.other.note(CODE, List.of(7L));
        assertThat(this.other.differences(this.like, BOTH)).isEmpty();
        this.other.note(CODE, List.of(9L));
        assertThat(this.other.differences(this.like, BOTH)).hasSize(1);
    }

    @Test
    void comparesOnlyWhatLikeHasAnswered() {
        this.other.note(NAME, List.of(1L));
        assertThat(this.other.differences(this.like, BOTH)).isEmpty();
        assertThat(this.like.answered()).isZero();
    }

}
