package io.ticketblue.payment.internal;

import java.util.Locale;
import java.util.Map;

import io.ticketblue.payment.ProviderMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Map.entry;

/**
 * What Toss Payments calls ways to pay. A payment has the Korean words or, if it was
 * asked for with {@code Accept-Language: en-US}, English ones, whose spelling differs
 * between versions of the API.
 */
final class TossMethods {

    private static final Logger LOG = LoggerFactory.getLogger(TossMethods.class);

    private static final Map<String, ProviderMethod> BY_NAME = Map.ofEntries(entry("카드", ProviderMethod.CARD),
            entry("CARD", ProviderMethod.CARD), entry("가상계좌", ProviderMethod.VIRTUAL_ACCOUNT),
            entry("VIRTUALACCOUNT", ProviderMethod.VIRTUAL_ACCOUNT), entry("간편결제", ProviderMethod.EASY_PAY),
            entry("해외간편결제", ProviderMethod.EASY_PAY), entry("EASYPAY", ProviderMethod.EASY_PAY),
            entry("EASYPAYMENT", ProviderMethod.EASY_PAY), entry("FOREIGNEASYPAY", ProviderMethod.EASY_PAY),
            entry("휴대폰", ProviderMethod.MOBILE_PHONE), entry("MOBILEPHONE", ProviderMethod.MOBILE_PHONE),
            entry("계좌이체", ProviderMethod.TRANSFER), entry("TRANSFER", ProviderMethod.TRANSFER),
            entry("BANKTRANSFER", ProviderMethod.TRANSFER), entry("문화상품권", ProviderMethod.CULTURE_GIFT_CERTIFICATE),
            entry("CULTUREGIFTCERTIFICATE", ProviderMethod.CULTURE_GIFT_CERTIFICATE),
            entry("도서문화상품권", ProviderMethod.BOOK_GIFT_CERTIFICATE),
            entry("BOOKGIFTCERTIFICATE", ProviderMethod.BOOK_GIFT_CERTIFICATE),
            entry("게임문화상품권", ProviderMethod.GAME_GIFT_CERTIFICATE),
            entry("GAMEGIFTCERTIFICATE", ProviderMethod.GAME_GIFT_CERTIFICATE));

    private TossMethods() {
    }

    /**
     * Reads a name in whichever language, without regard to case, spaces, hyphens and
     * underscores.
     * @return {@code OTHER} for a name that is not known
     */
    static ProviderMethod of(String name) {
        ProviderMethod method = BY_NAME.get(name.replaceAll("[\\s_-]", "").toUpperCase(Locale.ROOT));
        if (method == null) {
            LOG.atWarn().addKeyValue("method", name).log("The provider names a way to pay that is not known here");
            return ProviderMethod.OTHER;
        }
        return method;
    }

}
