package io.ticketblue.search.query;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CorrectionsTests {

    @Test
    void correctsWordsWithoutTheBracketsOfTheTitle() {
        Corrections corrections = new Corrections(1);
        corrections.add("뮤지컬 〈안개 주파수〉");
        assertThat(corrections.correct("안개 주파스")).isEqualTo("안개 주파수");
        assertThat(corrections.correct("안개")).isNull();
        assertThat(corrections.correct("뮤지컬 안개 주파스")).isEqualTo("뮤지컬 〈안개 주파수〉");
    }

    @Test
    void correctsANameTypedWithoutBlanksFromAnyOfItsWordsOn() {
        Corrections corrections = new Corrections(1);
        corrections.add("뮤지컬 〈안개 주파수〉");
        assertThat(corrections.correct("안개주바수")).isEqualTo("안개 주파수");
        assertThat(corrections.correct("뮤지컬안개주바수")).isEqualTo("뮤지컬 〈안개 주파수〉");
        assertThat(corrections.correct("안개주파수")).isNull();
    }

    @Test
    void keepsSymbols() {
        Corrections corrections = new Corrections(1);
        corrections.add("밤의 ♥ 정원");
        assertThat(corrections.correct("♥ 정언")).isEqualTo("♥ 정원");
    }

}
