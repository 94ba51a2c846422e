package io.ticketblue.search.text;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HighlighterTests {

    private static String marked(String query, String text) {
        return new Highlighter(query).of(text).html();
    }

    @Test
    void marksWhatMatchesWhateverTheBlanks() {
        assertThat(marked("안개주파수", "밤의 안개 주파수")).isEqualTo("밤의 <mark>안개 주파수</mark>");
        assertThat(marked("극장", "국립극장")).isEqualTo("국립<mark>극장</mark>");
        assertThat(marked("ㅈㅋ", "지킬 앤 하이드")).isEqualTo("<mark>지킬</mark> 앤 하이드");
        assertThat(marked("지킬ㅇ", "지킬 앤 하이드")).isEqualTo("<mark>지킬 앤</mark> 하이드");
        assertThat(marked("chopin", "Café CHOPIN")).isEqualTo("Café <mark>CHOPIN</mark>");
        assertThat(marked("하이드 지킬", "지킬 앤 하이드")).isEqualTo("<mark>지킬</mark> 앤 <mark>하이드</mark>");
        assertThat(marked("x", "지킬")).isEqualTo("지킬");
    }

    @Test
    void escapesEverything() {
        assertThat(marked("b", "<b>\"&'")).isEqualTo("&lt;<mark>b</mark>&gt;&quot;&amp;&#39;");
    }

    @Property
    void keepsTheTextWhateverIsSearched(@ForAll String query, @ForAll String text) {
        assertThat(new Highlighter(query).of(text).text())
            .isEqualTo(java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC));
    }

}
