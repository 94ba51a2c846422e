package io.ticketblue.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.InvalidRequest.Field;
import io.ticketblue.shared.TypedText;

/**
 * The buyer's own account, to which a deposit goes back. The provider pays to no other,
 * and refuses if the holder's name is not the account's. Source: the page "cancel a
 * payment" of docs.tosspayments.com.
 *
 * @param bank the bank's code, one of {@link #BANKS}
 * @param accountNumber 1 to 20 digits; hyphens and spaces between them are left out
 * @param holderName whose account it is, 1 to 60 characters
 */
public record RefundAccount(String bank, String accountNumber, String holderName) {

    /** The longest name of a holder, in characters. */
    public static final int MAX_HOLDER_NAME = 60;

    /**
     * The banks that money can go back to, by the codes of the provider's page "bank
     * codes", the large ones first. Their names are the messages
     * {@code payment.bank.<code>}.
     */
    public static final List<String> BANKS = List.of("06", "88", "20", "81", "11", "03", "90", "92", "89", "45", "48",
            "71", "31", "32", "39", "34", "37", "35", "07", "02", "23", "27", "12", "50", "64", "54");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

    /**
     * Checks the account.
     * @throws InvalidRequest naming each field that is wrong, such as
     * {@code refundAccount.bank}
     */
    public RefundAccount {
        accountNumber = accountNumber.replaceAll("[-\\s]", "");
        holderName = TypedText.of(holderName);
        List<Field> wrong = new ArrayList<>();
        if (!BANKS.contains(bank)) {
            wrong.add(new Field("refundAccount.bank", "payment.refund-bank-invalid", List.of()));
        }
        if (!NUMBER.matcher(accountNumber).matches()) {
            wrong.add(new Field("refundAccount.accountNumber", "payment.refund-account-invalid", List.of()));
        }
        if (holderName.isEmpty() || holderName.length() > MAX_HOLDER_NAME) {
            wrong.add(new Field("refundAccount.holderName", "payment.refund-holder-invalid", List.of(MAX_HOLDER_NAME)));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
    }

    /** Shows the end of the number only, for this gets into logs. */
    @Override
    public String toString() {
        int shown = Math.min(3, this.accountNumber.length() - 1);
        return "RefundAccount[bank=" + this.bank + ", accountNumber=***"
                + this.accountNumber.substring(this.accountNumber.length() - shown) + "]";
    }

}
