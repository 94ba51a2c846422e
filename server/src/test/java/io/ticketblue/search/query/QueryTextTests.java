package io.ticketblue.search.query;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.ticketblue.search.synonym.Synonyms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class QueryTextTests {

    private final Synonyms synonyms = mock();

    @Test
    void takesAllSynonymsOfAGroupOfWords() {
        List<String> words = group(5);
        given(this.synonyms.of("구릉")).willReturn(words);
        assertThat(QueryText.of("구릉", this.synonyms).synonyms()).isEqualTo(words);
    }

    @Test
    void takesSynonymsOnlyUpToTheLimitOfClauses() {
        given(this.synonyms.of("구릉")).willReturn(group(50));
        given(this.synonyms.of("언덕")).willReturn(List.of("고개"));
        QueryText text = QueryText.of("구릉 언덕", this.synonyms);
        assertThat(text.synonyms()).hasSizeBetween(2, 4).contains("고개");
        assertThat(text.segments()).hasSize(2);
    }

    @Test
    void dropsTheLastWordsOfTheLongestQueriesOnly() {
        assertThat(QueryText.of("가나다라마바 ".repeat(1) + words(6, 12), this.synonyms).segments()).hasSize(12);
        assertThat(QueryText.of(words(8, 11), this.synonyms).segments()).hasSizeBetween(9, 11);
        assertThat(QueryText.of("가".repeat(100), this.synonyms).segments()).hasSize(1);
    }

    private static String words(int length, int count) {
        return String.join(" ",
                IntStream.range(0, count)
                    .mapToObj((number) -> Character.toString('가' + number).repeat(length))
                    .toList());
    }

    private static List<String> group(int length) {
        return IntStream.range(0, 19).mapToObj((number) -> Character.toString('가' + number).repeat(length)).toList();
    }

}
