package io.ticketblue.shared.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.shared.Overloaded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class OpenStreamsTests {

    private final AtomicReference<@Nullable Long> person = new AtomicReference<>();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final OpenStreams streams = streams(Duration.ofMinutes(10));

    @Test
    void refusesAnAddressThatHasEnoughAndNobodyElse() {
        OpenStreams.Stream first = open("10.0.0.1");
        open("10.0.0.1");
        assertThatExceptionOfType(TooManyStreams.class).isThrownBy(() -> open("10.0.0.1"));
        open("10.0.0.2");
        first.close();
        first.close();
        open("10.0.0.1");
        assertThatExceptionOfType(TooManyStreams.class).isThrownBy(() -> open("10.0.0.1"));
        assertThat(this.metrics.get("ticketblue.streams.refused").gauge().value()).isEqualTo(2);
    }

    @Test
    void takesTheNetworkOfAnIpv6SubscriberForOneClient() {
        open("2001:db8:1:2::1");
        open("2001:db8:1:2:ffff::1");
        assertThatExceptionOfType(TooManyStreams.class).isThrownBy(() -> open("2001:db8:1:2:5::9"));
        open("2001:db8:1:3::1");
    }

    @Test
    void readsAddressesThatAProxyWritesWithAPort() {
        open("10.0.0.1:5678");
        open("10.0.0.1:5679");
        assertThatExceptionOfType(TooManyStreams.class).isThrownBy(() -> open("10.0.0.1"));
        open("[2001:db8::1]:443");
    }

    @Test
    void countsAnAccountWhereverItComesFrom() {
        this.person.set(7L);
        open("10.0.0.1");
        assertThatExceptionOfType(TooManyStreams.class).isThrownBy(() -> open("10.0.0.2"));
        this.person.set(8L);
        open("10.0.0.1");
    }

    @Test
    void refusesEverybodyWhenTheNodeHasEnough() {
        for (int number = 0; number < 4; number++) {
            open("10.0.1." + number);
        }
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> open("10.0.2.1"));
    }

    @Test
    void endsStreamsAfterTheirTime() {
        OpenStreams brief = streams(Duration.ofMillis(50));
        OpenStreams.Stream stream = brief.open(request("10.0.0.1"));
        await().until(stream::isOver);
        assertThat(open("10.0.0.1").isOver()).isFalse();
    }

    @Test
    void endsStreamsWhenTheNodeStops() {
        AtomicInteger woken = new AtomicInteger();
        OpenStreams.Stream stream = open("10.0.0.1");
        stream.onEnd(woken::incrementAndGet);
        assertThat(woken).hasValue(0);
        this.streams.stop();
        assertThat(stream.isOver()).isTrue();
        assertThat(woken).hasValue(1);
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> open("10.0.0.2"));
    }

    private OpenStreams.Stream open(String address) {
        return this.streams.open(request(address));
    }

    private static MockHttpServletRequest request(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    private OpenStreams streams(Duration longest) {
        OpenStreams streams = new OpenStreams(new StreamSettings(4, 2, 1, longest), this.person::get, this.metrics);
        streams.start();
        return streams;
    }

}
