package io.ticketblue.accounts.internal.throttle;

/**
 * Capacity that an attempt to sign in needs besides that of its subjects, such as a slot
 * in the queue for hashing.
 */
public interface Capacity {

    /** Without a limit. */
    Capacity UNLIMITED = of(() -> {
    }, () -> {
    });

    /**
     * Reserves capacity before anything is written.
     * @throws io.ticketblue.shared.Overloaded if there is none
     */
    void reserve();

    /** Gives the reserved capacity back while the attempt has to wait for others. */
    void release();

    static Capacity of(Runnable reserve, Runnable release) {
        return new Capacity() {
            @Override
            public void reserve() {
                reserve.run();
            }

            @Override
            public void release() {
                release.run();
            }
        };
    }

}
