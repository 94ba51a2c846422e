package io.ticketblue.bench;

/**
 * What became of people who came by themselves.
 *
 * @param rival which way to give coupons
 * @param scenario how they came
 * @param people how many came
 * @param offered how many came in a second
 * @param answered how many were answered in a second, until the last answer
 * @param median milliseconds from arrival to answer that half of them did not exceed
 * @param ninetyNinth the time that 99 % did not exceed
 * @param refused how many were told to come again later
 * @param errors how many heard of something else than success or overload
 * @param exact whether the rows and the counters are what was answered
 */
record ArrivalResult(String rival, String scenario, int people, double offered, double answered, double median,
        double ninetyNinth, int refused, int errors, boolean exact) {
}
