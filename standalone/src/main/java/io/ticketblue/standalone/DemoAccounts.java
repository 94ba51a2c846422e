package io.ticketblue.standalone;

import java.util.List;
import java.util.stream.IntStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.staff.AlreadyStaff;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.StaffSignUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's accounts. Known passwords exist only here. */
final class DemoAccounts {

    static final String BUYER = "buyer@ticketblue.example";

    static final String STAFF = "admin@ticketblue.example";

    static final String BOX_OFFICE = "boxoffice@ticketblue.example";

    static final String FINANCE = "finance@ticketblue.example";

    /** Of all. */
    static final String PASSWORD = "ticketblue-2026";

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);

    private static final List<String> NAMES = List.of("강다솔", "노하람", "두민서", "라온유", "모아린", "방해준", "소율이", "옹재윤");

    /** More addresses than a start that is cut off again and again uses up. */
    private static final int MOST_ATTEMPTS = 100;

    private final Accounts accounts;

    private final Invitations invitations;

    private final StaffSignUps signUps;

    private final Keepsakes progress;

    DemoAccounts(Accounts accounts, Invitations invitations, StaffSignUps signUps, Keepsakes progress) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.signUps = signUps;
        this.progress = progress;
    }

    /** Makes the accounts that people sign in with, if they are not there. */
    void register() {
        unlessThere(BUYER, () -> this.accounts.registerVerified(new SignUp(BUYER, PASSWORD, "나구매")));
        invite(STAFF, "문관리", Role.ADMIN);
        invite(BOX_OFFICE, "표매표", Role.BOX_OFFICE);
        invite(FINANCE, "전재무", Role.FINANCE);
    }

    private void invite(String address, String name, Role role) {
        try {
            String code = this.invitations.invite(address, role).code();
            this.signUps.join(new SignUp(address, PASSWORD, name), code, null);
        }
        catch (AlreadyStaff ex) {
            log.atDebug().addKeyValue("address", address).log("The account was made before");
        }
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
                return this.accounts
                    .registerVerified(new SignUp(address, Keepsakes.unguessable() + "-1a", NAMES.get(number)))
                    .id();
            }
            catch (EmailTaken ex) {
                log.atDebug().addKeyValue("address", address).log("The account was made before");
            }
        }
        throw new IllegalStateException("No address is left for visitor " + number);
    }

}
