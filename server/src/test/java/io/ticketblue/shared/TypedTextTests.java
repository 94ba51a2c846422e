package io.ticketblue.shared;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TypedTextTests {

    @Test
    void keepsOneFormOfWhatLooksTheSame() {
        assertThat(TypedText.of("\u1100\u1161")).isEqualTo("\uac00");
        assertThat(TypedText.of(" A\u200b1 \ufeff")).isEqualTo("A1");
        assertThat(TypedText.of("\ud83d\udc69\u200d\ud83d\ude80")).isEqualTo("\ud83d\udc69\u200d\ud83d\ude80");
        assertThat(TypedText.of(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\u200b", "\u00a0\u3000", "\u3164", "\u200d\u200e", "\u2800", "\ufeff\u00ad" })
    void findsNothingInTextThatNobodySees(String text) {
        assertThat(TypedText.of(text)).isEmpty();
    }

    @Test
    void countsOnlyCharactersThatCanBeSeen() {
        assertThat(TypedText.visibleLength("재미 있어요! 😀")).isEqualTo(9);
        assertThat(TypedText.visibleLength("\ufe0f".repeat(12))).isZero();
        assertThat(TypedText.visibleLength("가나" + "\u200e".repeat(9))).isEqualTo(2);
        assertThat(TypedText.visibleLength("e" + "\u0301".repeat(12))).isEqualTo(1);
        assertThat(TypedText.visibleLength("\ue000".repeat(12))).isZero();
        assertThat(TypedText.visibleLength("가" + " ".repeat(9) + "나")).isEqualTo(3);
        assertThat(TypedText.visibleLength("가\n\n나")).isEqualTo(3);
    }

    @Test
    void wantsATextOfSomeLength() {
        assertThat(TypedText.required("note", " \u1100\u1161 ", 1, "x")).isEqualTo("\uac00");
        for (String wrong : List.of("\u200b", "", "ab")) {
            assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> TypedText.required("note", wrong, 1, "a.key"))
                .satisfies((problem) -> assertThat(problem.fields())
                    .containsExactly(new InvalidRequest.Field("note", "a.key", List.of(1))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\u0000", "\ud800", "\u202eb", "\u0007c" })
    void refusesWhatCannotBePrintedInATextThatIsWanted(String text) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> TypedText.required("note", text, 10, "a.key"))
            .satisfies((problem) -> assertThat(problem.fields())
                .containsExactly(new InvalidRequest.Field("note", "request.unprintable", List.of())));
        assertThat(TypedText.required("note", "a\r\n\tb", 10, "a.key")).isEqualTo("a\r\n\tb");
    }

    @Test
    void readsCodesInFullWidthLetters() {
        assertThat(TypedText.code(" \uff54\uff42\uff0d\uff11\uff12 ")).isEqualTo("TB-12");
        assertThat(TypedText.isAscii(TypedText.code("\ud64d"))).isFalse();
        assertThat(TypedText.isAscii("TB-12 ~")).isTrue();
    }

}
