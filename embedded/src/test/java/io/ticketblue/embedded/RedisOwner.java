package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts a Redis, prints the id of its process, and waits. */
final class RedisOwner {

    private RedisOwner() {
    }

    public static void main(String[] args) throws IOException {
        EmbeddedRedis redis = (args.length > 0) ? EmbeddedRedis.start(Path.of(args[0]))
                : EmbeddedRedis.startTemporary();
        System.out.println(redis.pid());
        System.in.read();
    }

}
