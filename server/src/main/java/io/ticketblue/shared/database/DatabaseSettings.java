package io.ticketblue.shared.database;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connections to the database, besides those of the pool.
 *
 * @param mostWaiting how many callers of a node may wait for a connection before further
 * ones are refused
 */
@Validated
@ConfigurationProperties("ticketblue.database")
record DatabaseSettings(@DefaultValue("2000") @Min(1) int mostWaiting) {

}
