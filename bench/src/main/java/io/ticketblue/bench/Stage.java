package io.ticketblue.bench;

/**
 * What the server under load tells the load generator when it is ready.
 *
 * @param port where it listens
 * @param databasePid the database's process
 * @param database how to reach the database
 * @param redis the address of Redis
 * @param arena a house of 15,000 seats with many rounds, for holds
 * @param theatre a house of 1,000 seats
 * @param opera a house of 3,000 seats
 */
record Stage(int port, long databasePid, Database database, String redis, Hall arena, Hall theatre, Hall opera) {

    /** The file with the stage in the benchmark's directory. */
    static final String FILE = "stage.json";

    /** The file beside it with everybody's access token, one in a line. */
    static final String TOKENS = "tokens.txt";

    /** What the server prints when both can be read. */
    static final String READY = "READY";

}
