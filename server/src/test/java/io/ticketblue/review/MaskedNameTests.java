package io.ticketblue.review;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedNameTests {

    @ParameterizedTest
    @CsvSource({ "김, 김*", "김담, 김*", "김관객, 김*객", "남궁민수, 남**수", "Kim Minsu, K***u", "'', *" })
    void showsTheFirstAndTheLastCharacter(String name, String masked) {
        assertThat(MaskedName.of(name)).isEqualTo(masked);
    }

    @Test
    void keepsWhatIsReadAsOneCharacterTogetherAndFitsItsColumn() {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        assertThat(MaskedName.of(family + "가" + family)).hasSizeLessThanOrEqualTo(20).startsWith(family);
        assertThat(MaskedName.of("e\u0301".repeat(50))).isEqualTo("e\u0301***e\u0301");
        assertThat(MaskedName.of("a" + "\u0301".repeat(49))).isEqualTo("**");
    }

}
