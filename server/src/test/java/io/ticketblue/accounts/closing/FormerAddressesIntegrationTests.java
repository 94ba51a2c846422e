package io.ticketblue.accounts.closing;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FormerAddressesIntegrationTests {

    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private FormerAddresses addresses;

    @Autowired
    private FormerAddressRepository repository;

    @Autowired
    private ClosingSettings settings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Test
    void knowsAnAddressOnceItsAccountIsClosed() {
        String email = ApiClient.newEmail();
        AccountId account = verified(email);
        assertThat(this.addresses.known(email)).isFalse();
        this.closings.close(account, ApiClient.PASSWORD);
        assertThat(this.addresses.known(email)).isTrue();
        assertThat(this.addresses.known(" " + email.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(this.addresses.known("x" + email)).isFalse();
    }

    @Test
    void remembersAnAddressThatWasClosedTwice() {
        String email = ApiClient.newEmail();
        this.closings.close(verified(email), ApiClient.PASSWORD);
        this.closings.close(verified(email), ApiClient.PASSWORD);
        assertThat(this.addresses.known(email)).isTrue();
    }

    @Test
    void remembersNoAddressThatWasNotVerified() {
        String email = ApiClient.newEmail();
        this.closings.close(register(email), ApiClient.PASSWORD);
        assertThat(this.addresses.known(email)).isFalse();
    }

    @Test
    void recognisesNothingWithAnotherKey() {
        String email = ApiClient.newEmail();
        this.closings.close(verified(email), ApiClient.PASSWORD);
        assertThat(later(OTHER_KEY, Duration.ZERO).known(email)).isFalse();
    }

    @Test
    void forgetsAfterTheTimeThatIsSet() {
        String email = ApiClient.newEmail();
        this.closings.close(verified(email), ApiClient.PASSWORD);
        this.addresses.purge();
        assertThat(this.addresses.known(email)).isTrue();
        FormerAddresses muchLater = later(key(), Duration.ofDays(366));
        assertThat(muchLater.known(email)).as("whether it was purged or not").isFalse();
        assertThat(muchLater.purge()).isPositive();
        assertThat(this.addresses.known(email)).isFalse();
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM former_address").query(Integer.class).single()).isZero();
    }

    private FormerAddresses later(String key, Duration time) {
        return new FormerAddresses(this.repository, new ClosingSettings(key, Duration.ofDays(365)),
                Clock.offset(this.clock, time));
    }

    private String key() {
        return Base64.getEncoder().encodeToString(this.settings.key());
    }

    private AccountId verified(String email) {
        AccountId account = register(email);
        this.jdbc.sql("UPDATE account SET email_verified_at = UTC_TIMESTAMP(6) WHERE id = ?")
            .param(account.value())
            .update();
        return account;
    }

    private AccountId register(String email) {
        return this.accounts.register(new SignUp(email, ApiClient.PASSWORD, "Blue")).id();
    }

}
