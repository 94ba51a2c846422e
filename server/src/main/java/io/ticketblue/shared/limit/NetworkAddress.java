package io.ticketblue.shared.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network from which somebody asks. One person has a whole /64 network of IPv6, so
 * that is what counts there.
 *
 * @param network the address or its network, in hexadecimal digits
 * @param loopback whether it is this machine itself
 */
public record NetworkAddress(String network, boolean loopback) {

    private static final Logger log = LoggerFactory.getLogger(NetworkAddress.class);

    private static final int NETWORK_BYTES = 8;

    /**
     * Reads what the container or a proxy gives as the client's address: a literal of
     * IPv4 or IPv6, which some proxies write with a port or in brackets. What is no
     * address belongs to no network, and is logged.
     * @return the network, if it is one
     */
    public static Optional<NetworkAddress> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String literal = withoutPort(text.strip());
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            byte[] bytes = address.getAddress();
            byte[] network = (address instanceof Inet6Address) ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
            return Optional.of(new NetworkAddress(HexFormat.of().formatHex(network), address.isLoopbackAddress()));
        }
        catch (IllegalArgumentException ex) {
            log.atWarn().addKeyValue("address", text).log("A request came from something that is no network address");
            return Optional.empty();
        }
    }

    private static String withoutPort(String text) {
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            return text.substring(1, text.indexOf(']'));
        }
        int colon = text.indexOf(':');
        return (colon > 0 && colon == text.lastIndexOf(':') && text.indexOf('.') > 0) ? text.substring(0, colon) : text;
    }

}
