package io.ticketblue.standalone;

/** Why the one-machine edition cannot start: one sentence that says what to do. */
final class StartProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartProblem(String sentence) {
        super(sentence);
    }

}
