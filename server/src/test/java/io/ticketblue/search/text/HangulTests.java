package io.ticketblue.search.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HangulTests {

    @Test
    void takesSyllablesApartAsTheyAreTyped() {
        assertThat(Hangul.keystrokes("가방")).isEqualTo("ㄱㅏㅂㅏㅇ").startsWith(Hangul.keystrokes("갑"));
        assertThat(Hangul.keystrokes("앤하")).startsWith(Hangul.keystrokes("앦"));
        assertThat(Hangul.keystrokes("와")).isEqualTo("ㅇㅗㅏ").startsWith(Hangul.keystrokes("오"));
        assertThat(Hangul.keystrokes("K팝2")).isEqualTo("Kㅍㅏㅂ2");
    }

    @Test
    void findsInitials() {
        assertThat(Hangul.initials("지킬앤하이드2")).isEqualTo("ㅈㅋㅇㅎㅇㄷ2");
        assertThat(Hangul.separated("ㅄㄳ")).isEqualTo("ㅂㅅㄱㅅ");
        assertThat(Hangul.hasLoneConsonant("지ㅋ")).isTrue();
        assertThat(Hangul.hasLoneConsonant("지킬")).isFalse();
        assertThat(Hangul.hasSyllableOrVowel("ㅈㅋ1a")).isFalse();
    }

    @Test
    void readsWhatWasTypedInEnglishAsKorean() {
        assertThat(Keyboard.korean("wlzlf")).isEqualTo("지킬");
        assertThat(Keyboard.korean("dksro wnvktn")).isEqualTo("안개 주파수");
        assertThat(Keyboard.korean("rkqt")).isEqualTo("값");
        assertThat(Keyboard.korean("rkqtl")).isEqualTo("갑시");
        assertThat(Keyboard.korean("QkR")).isEqualTo("빢");
        assertThat(Keyboard.korean("hamlet")).isEqualTo("hamlet");
        assertThat(Keyboard.korean("지킬")).isEqualTo("지킬");
    }

    @Property
    void composesAgainWhatIsTakenApart(
            @ForAll @StringLength(min = 1, max = 6) @CharRange(from = '가', to = '힣') String text) {
        assertThat(Hangul.composed(Hangul.keystrokes(text))).isEqualTo(text);
    }

    @Test
    void matchesWhatIsHalfTyped() {
        for (String typed : new String[] { "ㅈㅋ앤", "ㅈㅋ애", "지ㅋ", "지킬앦", "지킬앤하", "ㅈㅋㅇ" }) {
            assertThat("지킬앤하이드").as(typed).matches(Pattern.compile(Hangul.pattern(typed) + ".*"));
        }
        assertThat("지금앤하이드").doesNotMatch(Hangul.pattern("ㅈㅋ앤") + ".*");
        assertThat(Hangul.pattern("a.*(")).isEqualTo("a...");
    }

    @Property
    void everyTextMatchesItsOwnPatternAndBeginnings(
            @ForAll @StringLength(min = 1, max = 10) @CharRange(from = '가', to = '힣') String text) {
        assertThat(text).matches(Hangul.pattern(text)).matches(Hangul.pattern(Hangul.initials(text)));
        String keys = Hangul.keystrokes(text);
        for (int length = 1; length < text.length(); length++) {
            assertThat(keys).startsWith(Hangul.keystrokes(text.substring(0, length)));
        }
    }

    @Property
    void foldingIsStableAndSeesNoDifferenceInEncoding(@ForAll String text) {
        String folded = SearchText.fold(text);
        assertThat(SearchText.fold(folded)).isEqualTo(folded);
        assertThat(SearchText.fold(Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(folded);
    }

    @Test
    void foldsWhatLooksAlike() {
        assertThat(SearchText.fold(" Café—ＣＨＯＰＩＮ! ")).isEqualTo("cafechopin");
        assertThat(SearchText.fold("먼 바다・극장")).isEqualTo("먼바다극장");
        assertThat(SearchText.fold("\u1100\u1161")).isEqualTo("가");
        assertThat(SearchText.fold("ﾡ")).isEqualTo("ㄱ");
        assertThat(SearchText.fold("!!!")).isEqualTo("!!!");
        assertThat(SearchText.fold(" \t")).isEmpty();
        assertThat(SearchText.words("나&너 나")).containsExactly("나", "너");
        assertThat(SearchText.starts("지킬 앤 하이드")).containsExactly("지킬앤하이드", "앤하이드", "하이드");
    }

}
