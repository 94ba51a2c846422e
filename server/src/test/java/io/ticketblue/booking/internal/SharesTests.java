package io.ticketblue.booking.internal;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.ticketblue.shared.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SharesTests {

    @Property
    void alwaysAddUpToTheWhole(@ForAll @LongRange(max = 100_000_000) long whole,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 10_000_000) Long> weights) {
        assertThat(sum(Shares.split(Money.won(whole), money(weights)))).isEqualTo(whole);
    }

    @Property
    void areNeverLargerThanTheirWeights(@ForAll @LongRange(max = 1_000_000) long part,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 10_000_000) Long> weights) {
        long most = weights.stream().mapToLong(Long::longValue).sum();
        long whole = Math.min(most, most * part / 1_000_000 + part % 3);
        List<Money> parts = Shares.split(Money.won(whole), money(weights));
        assertThat(sum(parts)).isEqualTo(whole);
        assertThat(IntStream.range(0, parts.size())).allMatch((index) -> parts.get(index).won() <= weights.get(index));
    }

    @Property
    void areLessThanAWonFromTheExactShare(@ForAll @LongRange(max = 10_000_000) long whole,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 10_000_000) Long> weights) {
        long sum = weights.stream().mapToLong(Long::longValue).sum();
        List<Money> parts = Shares.split(Money.won(whole), money(weights));
        assertThat(IntStream.range(0, parts.size()))
            .allMatch((index) -> Math.abs(parts.get(index).won() * sum - whole * weights.get(index)) < sum);
    }

    @Test
    void giveTheWonThatIsLeftOverToTheEarliestAmongEquals() {
        assertThat(Shares.split(Money.won(10_000), money(List.of(50_000L, 50_000L, 50_000L))))
            .containsExactly(Money.won(3_334), Money.won(3_333), Money.won(3_333));
    }

    @Test
    void giveASeatThatCostsNothingNothing() {
        assertThat(Shares.split(Money.won(5_001), money(List.of(0L, 90_000L, 0L, 60_000L)))).containsExactly(Money.ZERO,
                Money.won(3_001), Money.ZERO, Money.won(2_000));
    }

    @Test
    void areNothingWhereThereIsNothingToDivide() {
        assertThat(Shares.split(Money.ZERO, money(List.of(0L, 0L)))).containsExactly(Money.ZERO, Money.ZERO);
        assertThat(Shares.split(Money.ZERO, List.of())).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Shares.split(Money.won(1), money(List.of(0L))));
    }

    private static List<Money> money(List<Long> won) {
        return won.stream().map(Money::won).toList();
    }

    private static long sum(List<Money> parts) {
        return parts.stream().flatMapToLong((part) -> LongStream.of(part.won())).sum();
    }

}
