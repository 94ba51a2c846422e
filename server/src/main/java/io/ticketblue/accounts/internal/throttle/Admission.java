package io.ticketblue.accounts.internal.throttle;

/**
 * Room that an attempt to sign in needs besides that of its subjects.
 */
public interface Admission {

    /** Always has room. */
    Admission OPEN = of(() -> {
    }, () -> {
    });

    /** Enters before anything is written; throws if there is no room. */
    void enter();

    /** Leaves while the attempt has to wait for others. */
    void leave();

    /** Makes one of two actions. */
    static Admission of(Runnable enter, Runnable leave) {
        return new Admission() {
            @Override
            public void enter() {
                enter.run();
            }

            @Override
            public void leave() {
                leave.run();
            }
        };
    }

}
