package io.ticketblue.embedded.toss;

/**
 * The ways to pay that the simulator offers, with the names that the provider gives them
 * in a Payment and the smallest amount of each.
 */
enum PaymentMethod {

    CARD("카드", "CARD", 100), TOSSPAY("간편결제", "EASY_PAY", 100), TRANSFER("계좌이체", "TRANSFER", 200),
    VIRTUAL_ACCOUNT("가상계좌", "VIRTUAL_ACCOUNT", 200);

    private final String korean;

    private final String english;

    private final long smallest;

    PaymentMethod(String korean, String english, long smallest) {
        this.korean = korean;
        this.english = english;
        this.smallest = smallest;
    }

    String label(Language language) {
        return (language == Language.ENGLISH) ? this.english : this.korean;
    }

    /**
     * In whole won.
     */
    long smallest() {
        return this.smallest;
    }

}
