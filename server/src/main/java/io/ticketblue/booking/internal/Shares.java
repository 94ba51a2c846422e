package io.ticketblue.booking.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.ticketblue.shared.Money;

/** Divides an amount so that the parts add up to it. */
final class Shares {

    private Shares() {
    }

    /**
     * Divides an amount in proportion to weights. Each part is the exact share rounded
     * down, and the won that are left over go to those whose shares lost most by that,
     * the earlier one first among equals. So no part differs by a whole won from its
     * exact share, and none is larger than its weight while the whole is not larger than
     * all weights together.
     * @param whole what is divided
     * @param weights in what proportion, such as the prices of the seats
     * @return as many parts as there are weights, in their order
     * @throws IllegalArgumentException if there is something to divide but all weights
     * are zero
     * @throws ArithmeticException if the whole times a weight is beyond the range of
     * {@code long}
     */
    static List<Money> split(Money whole, List<Money> weights) {
        long sum = weights.stream().mapToLong(Money::won).reduce(0, Math::addExact);
        if (sum == 0) {
            if (!whole.isZero()) {
                throw new IllegalArgumentException("Nothing has a weight to divide %s by".formatted(whole));
            }
            return weights.stream().map((weight) -> Money.ZERO).toList();
        }
        List<Long> products = weights.stream().map((weight) -> Math.multiplyExact(whole.won(), weight.won())).toList();
        List<Money> parts = new ArrayList<>(products.stream().map((product) -> Money.won(product / sum)).toList());
        long left = whole.won() - parts.stream().mapToLong(Money::won).sum();
        IntStream.range(0, parts.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer index) -> products.get(index) % sum).reversed())
            .limit(left)
            .forEach((index) -> parts.set(index, parts.get(index).plus(Money.won(1))));
        return List.copyOf(parts);
    }

}
