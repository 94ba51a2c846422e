package io.ticketblue.accounts.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.ticketblue.accounts.SignUp;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;

/**
 * What an address, a name and a password look like. Lengths count characters as people
 * see them typed (code points), after composing what some keyboards send in pieces.
 */
public final class AccountRules {

    static final int LONGEST_PASSWORD = 72;

    private static final List<Locale> LANGUAGES = List.of(Locale.KOREAN, Locale.ENGLISH);

    private static final int SHORTEST_PASSWORD = 8;

    private static final int LONGEST_EMAIL = 254;

    private static final int LONGEST_NAME = 50;

    /** No text that is longer than this can become short enough. */
    private static final int LONGEST_INPUT = 1000;

    /** The form that browsers accept: html.spec.whatwg.org, valid e-mail address. */
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

    private AccountRules() {
    }

    /**
     * Checks everything, so that all that is wrong is said at once.
     * @param signUp what the person gave
     * @throws InvalidRequest naming each field that breaks a rule
     */
    public static void check(SignUp signUp) {
        List<InvalidRequest.Field> wrong = new ArrayList<>();
        if (signUp.email().isBlank()) {
            wrong.add(required("email"));
        }
        else if (!isEmail(signUp.email())) {
            wrong.add(new InvalidRequest.Field("email", "accounts.email-rule", List.of()));
        }
        if (signUp.password().isEmpty()) {
            wrong.add(required("password"));
        }
        else if (!isPassword(signUp.password())) {
            wrong.add(passwordRule("password"));
        }
        if (normalName(signUp.name()).isEmpty()) {
            wrong.add(required("name"));
        }
        else if (!isName(signUp.name())) {
            wrong.add(nameRule());
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
    }

    /**
     * Checks a name.
     * @throws InvalidRequest if it breaks the rule
     */
    public static void checkName(String name) {
        boolean blank = normalName(name).isEmpty();
        if (blank || !isName(name)) {
            throw new InvalidRequest(List.of(blank ? required("name") : nameRule()));
        }
    }

    /**
     * Reads a language.
     * @param language {@code ko} or {@code en}
     * @return Korean or English
     * @throws InvalidRequest if it is neither
     */
    public static Locale language(String language) {
        return LANGUAGES.stream()
            .filter((known) -> known.getLanguage().equals(language))
            .findFirst()
            .orElseThrow(() -> new InvalidRequest("language", "accounts.language-rule"));
    }

    /**
     * Checks a language.
     * @param language the language
     * @throws InvalidRequest if it is not one that people are written to in
     */
    public static void checkLanguage(Locale language) {
        language(language.toLanguageTag());
    }

    /**
     * Checks a password.
     * @param field the field's name
     * @param password the password
     * @throws InvalidRequest if it breaks the rule
     */
    public static void checkPassword(String field, String password) {
        if (!isPassword(password)) {
            throw new InvalidRequest(List.of(password.isEmpty() ? required(field) : passwordRule(field)));
        }
    }

    /**
     * The form in which address and name are kept.
     * @param signUp what the person gave, checked
     * @return the same person
     */
    public static SignUp normal(SignUp signUp) {
        return new SignUp(normalEmail(signUp.email()), signUp.password(), normalName(signUp.name()), signUp.language());
    }

    /**
     * The form in which a name is kept.
     * @return composed and without blanks around it
     */
    public static String normalName(String name) {
        return TypedText.of(name);
    }

    /**
     * The form in which an address is kept.
     * @return in lower case and without blanks around it
     */
    public static String normalEmail(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The form in which an address is kept where it must not be erased with its account.
     * @return enough to recognise it, such as {@code st***@ticketblue.example}
     */
    public static String maskedEmail(String email) {
        int at = email.lastIndexOf('@');
        int shown = Math.clamp(at - 1L, 0, 2);
        return email.substring(0, shown) + "***" + email.substring(Math.max(at, 0));
    }

    static String normalPassword(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /**
     * Tells whether a text is an address.
     * @param email the text
     * @return true if it is one
     */
    public static boolean isEmail(String email) {
        if (email.length() > LONGEST_INPUT) {
            return false;
        }
        String normal = normalEmail(email);
        return normal.length() <= LONGEST_EMAIL && EMAIL.matcher(normal).matches();
    }

    private static boolean isName(String name) {
        if (name.length() > LONGEST_INPUT) {
            return false;
        }
        String normal = normalName(name);
        return normal.codePointCount(0, normal.length()) <= LONGEST_NAME
                && normal.codePoints().allMatch(AccountRules::isWritable);
    }

    /**
     * Controls, line breaks, direction changes and halves of characters hide what a name
     * says.
     */
    private static boolean isWritable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }

    private static boolean isPassword(String password) {
        if (password.length() > LONGEST_INPUT) {
            return false;
        }
        int[] characters = normalPassword(password).codePoints().toArray();
        boolean letter = false;
        boolean digit = false;
        boolean special = false;
        for (int character : characters) {
            if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE) {
                return false;
            }
            boolean isLetter = Character.isLetter(character);
            boolean isDigit = Character.isDigit(character);
            letter |= isLetter;
            digit |= isDigit;
            special |= !isLetter && !isDigit && !Character.isWhitespace(character);
        }
        return letter && digit && special && characters.length >= SHORTEST_PASSWORD
                && characters.length <= LONGEST_PASSWORD;
    }

    private static InvalidRequest.Field required(String field) {
        return new InvalidRequest.Field(field, "request.required", List.of());
    }

    private static InvalidRequest.Field passwordRule(String field) {
        return new InvalidRequest.Field(field, "accounts.password-rule", List.of(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }

    private static InvalidRequest.Field nameRule() {
        return new InvalidRequest.Field("name", "accounts.name-rule", List.of(LONGEST_NAME));
    }

}
