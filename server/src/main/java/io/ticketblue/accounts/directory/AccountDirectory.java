package io.ticketblue.accounts.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds open accounts by name or address. */
@Service
public class AccountDirectory {

    /** The longest text. */
    public static final int LONGEST_TEXT = 254;

    /** How many are shown at most. */
    public static final int MOST = 50;

    private final JdbcClient sql;

    private final Accounts accounts;

    AccountDirectory(JdbcClient sql, Accounts accounts) {
        this.sql = sql;
        this.accounts = accounts;
    }

    /**
     * Finds open accounts whose name contains a text or whose address begins with it; the
     * one with exactly that address comes first, then the newest ones. It reads all
     * accounts unless the text is an address, and gives up after three seconds.
     * @return at most {@value #MOST} accounts, none for an empty text
     * @throws InvalidRequest naming {@code q} if the text is too long
     */
    @Transactional(readOnly = true)
    public List<AccountView> find(String typed) {
        String text = TypedText.of(typed);
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidRequest("q", "accounts.search-too-long", LONGEST_TEXT);
        }
        if (text.isEmpty()) {
            return List.of();
        }
        boolean address = TypedText.isAscii(text);
        String pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        List<AccountId> ids = this.sql
            .sql("""
                    SET STATEMENT max_statement_time = 3 FOR
                    SELECT id FROM account
                    WHERE closed_at IS NULL AND (name LIKE :part%s)
                    ORDER BY %s id DESC LIMIT :most""".formatted(address ? " OR email LIKE :beginning" : "",
                    address ? "(email = :text) DESC," : ""))
            .param("part", "%" + pattern + "%")
            .param("beginning", pattern + "%")
            .param("text", text)
            .param("most", MOST)
            .query((row, number) -> AccountId.of(row.getLong("id")))
            .list();
        Map<AccountId, AccountView> found = this.accounts.accounts(ids);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

}
