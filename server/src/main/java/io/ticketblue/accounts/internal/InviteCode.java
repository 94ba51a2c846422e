package io.ticketblue.accounts.internal;

import java.security.MessageDigest;

import io.ticketblue.accounts.InviteCodeInvalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The code with which staff sign up. */
@Component
public class InviteCode {

    private final @Nullable String code;

    InviteCode(AccountSettings settings) {
        this.code = settings.inviteCode();
    }

    /**
     * Refuses any other code, in the same time however much of it is right.
     * @param given what was typed
     * @throws InviteCodeInvalid if it is another code or the server has none
     */
    public void require(String given) {
        if (this.code == null || !MessageDigest.isEqual(Hashes.sha256(this.code), Hashes.sha256(given))) {
            throw new InviteCodeInvalid();
        }
    }

}
