/**
 * What every module needs and no module owns: money, problems, paging, the clock.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.ticketblue.shared;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
