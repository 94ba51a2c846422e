package io.ticketblue.accounts.staff;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;

/**
 * An account that belongs to the staff.
 *
 * @param id whose
 * @param email the address
 * @param name what the person is called
 * @param role what the account may do
 * @param createdAt when the account was made
 */
public record StaffMember(@Schema(example = "7") AccountId id,
        @Schema(example = "staff@ticketblue.example") String email, @Schema(example = "박무대") String name,
        @Schema(example = "BOX_OFFICE") Role role, @Schema(example = "2026-11-22T10:00:00+09:00") Instant createdAt) {
}
