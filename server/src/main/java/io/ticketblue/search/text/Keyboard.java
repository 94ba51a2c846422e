package io.ticketblue.search.text;

/**
 * Reads what was typed on a keyboard that was switched to English as Korean: "wlzlf" is
 * 지킬 (two-set layout, KS X 5002).
 */
public final class Keyboard {

    private static final String KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTOP";

    private static final String LETTERS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ";

    private Keyboard() {
    }

    /**
     * What the same keys produce in Korean.
     * @return the Korean text; the text itself if its letters are no syllables or not all
     * English
     */
    public static String korean(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (char key : text.toCharArray()) {
            int index = KEYS.indexOf((KEYS.indexOf(key) >= 0) ? key : Character.toLowerCase(key));
            if (index < 0 && Character.isLetter(key)) {
                return text;
            }
            letters.append((index >= 0) ? LETTERS.charAt(index) : key);
        }
        String korean = Hangul.composed(letters.toString());
        return korean.chars().anyMatch((letter) -> letter >= 'ㄱ' && letter <= 'ㅣ') ? text : korean;
    }

}
