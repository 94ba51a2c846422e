package io.ticketblue.accounts.staff;

import java.time.Instant;

import io.ticketblue.accounts.Role;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An invitation that has neither been accepted nor withdrawn nor expired.
 *
 * @param id identifies it
 * @param email the only address that can accept it
 * @param role what the account may do then
 * @param expiresAt until when it can be accepted
 */
public record Invitation(@Schema(example = "3") InvitationId id,
        @Schema(example = "staff@ticketblue.example") String email, @Schema(example = "BOX_OFFICE") Role role,
        @Schema(example = "2026-12-01T10:00:00+09:00") Instant expiresAt) {
}
