package io.ticketblue.catalog;

import org.springframework.core.io.InputStreamSource;

/**
 * A picture that staff hand in. Its kind is found from its content.
 *
 * @param size its length in bytes, at most 10 MB
 * @param content its bytes
 */
public record PosterUpload(long size, InputStreamSource content) implements PosterChoice {
}
