package io.ticketblue.accounts;

import java.util.Locale;

/**
 * What a person gives to get an account.
 *
 * @param email the address, at most 254 characters; unique without regard to case
 * @param password 8 to 72 characters with a letter, a digit and a special character
 * @param name what the person is called, 1 to 50 characters
 * @param language in which the person is written to, Korean or English
 */
public record SignUp(String email, String password, String name, Locale language) {

    /**
     * Somebody who reads Korean.
     */
    public SignUp(String email, String password, String name) {
        this(email, password, name, Locale.KOREAN);
    }

    @Override
    public String toString() {
        return "SignUp[email=" + this.email + "]";
    }

}
