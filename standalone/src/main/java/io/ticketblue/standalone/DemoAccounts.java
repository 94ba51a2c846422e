package io.ticketblue.standalone;

import java.util.List;
import java.util.stream.IntStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.SignUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's accounts. Known passwords exist only here. */
final class DemoAccounts {

    static final String BUYER = "buyer@ticketblue.example";

    static final String STAFF = "admin@ticketblue.example";

    /** Of both. */
    static final String PASSWORD = "ticketblue-2026";

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);

    private static final List<String> NAMES = List.of("강다솔", "노하람", "두민서", "라온유", "모아린", "방해준", "소율이", "옹재윤");

    /** More addresses than a start that is cut off again and again uses up. */
    private static final int MOST_ATTEMPTS = 100;

    private final Accounts accounts;

    private final Keepsakes progress;

    DemoAccounts(Accounts accounts, Keepsakes progress) {
        this.accounts = accounts;
        this.progress = progress;
    }

    /** Makes the two accounts that people sign in with, if they are not there. */
    void register(String inviteCode) {
        unlessThere(BUYER, () -> this.accounts.register(new SignUp(BUYER, PASSWORD, "나구매")));
        unlessThere(STAFF, () -> this.accounts.registerStaff(new SignUp(STAFF, PASSWORD, "문관리"), inviteCode));
    }

    private static void unlessThere(String address, Runnable registration) {
        try {
            registration.run();
        }
        catch (EmailTaken ex) {
            log.atDebug().addKeyValue("address", address).log("The account was made before");
        }
    }

    /** Buyers whom nobody can sign in as, so that seats are sold already. */
    List<AccountId> visitors() {
        return IntStream.range(0, NAMES.size()).mapToObj(this::visitor).toList();
    }

    private AccountId visitor(int number) {
        String id = this.progress.get("visitor." + number, () -> Long.toString(register(number).value()));
        return new AccountId(Long.parseLong(id));
    }

    /** An address of an account that was made without being noted down is passed over. */
    private AccountId register(int number) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String address = "visitor" + (number + attempt * NAMES.size() + 1) + "@ticketblue.example";
            try {
                return this.accounts.register(new SignUp(address, Keepsakes.unguessable() + "-1a", NAMES.get(number)))
                    .id();
            }
            catch (EmailTaken ex) {
                log.atDebug().addKeyValue("address", address).log("The account was made before");
            }
        }
        throw new IllegalStateException("No address is left for visitor " + number);
    }

}
