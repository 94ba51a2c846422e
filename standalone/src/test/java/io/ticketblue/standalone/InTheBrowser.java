package io.ticketblue.standalone;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests {@link Visitors} of a running site, who use Chromium. The site and the
 * browser start once for all such tests. Where there is no Chromium the tests are
 * skipped, but not where the variable {@code CI} says that everything has to be proved.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InTheBrowser.Extension.class)
@interface InTheBrowser {

    /** Starts, hands out and stops. */
    final class Extension implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {

        private static final Namespace SPACE = Namespace.create(InTheBrowser.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (chromium().isPresent() || mustProve()) {
                return ConditionEvaluationResult.enabled("There is a Chromium, or has to be");
            }
            return ConditionEvaluationResult.disabled("There is no Chromium on this machine: install it with "
                    + "'apt-get install chromium fonts-noto-cjk', or put a chromium on the PATH");
        }

        private static boolean mustProve() {
            String value = System.getenv("CI");
            return value != null && !value.isBlank() && !"false".equalsIgnoreCase(value);
        }

        private static Optional<Path> chromium() {
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
            return Arrays.stream(path.split(File.pathSeparator))
                .flatMap((directory) -> List.of("chromium", "chromium-browser", "google-chrome")
                    .stream()
                    .map((name) -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Visitors.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Equipment equipment = context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(Equipment.class, (key) -> Equipment.start(), Equipment.class);
            return context.getStore(SPACE)
                .computeIfAbsent(Visitors.class, (key) -> new Visitors(equipment.browser(), equipment.url()),
                        Visitors.class);
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            Visitors visitors = context.getStore(SPACE).get(Visitors.class, Visitors.class);
            if (visitors == null) {
                return;
            }
            if (context.getExecutionException().isPresent()) {
                visitors.keepPictures(Path.of("target", "browser-tests", context.getRequiredTestMethod().getName()));
            }
            else {
                visitors.expectNoFaults();
            }
        }

        /**
         * What all browser tests share.
         *
         * @param site the site, or null where a running one was named
         * @param playwright drives the browser
         * @param browser the browser
         * @param url where the site is
         */
        record Equipment(@Nullable RunningSite site, Playwright playwright, Browser browser,
                String url) implements AutoCloseable {

            static Equipment start() {
                Path chromium = chromium().orElseThrow(() -> new IllegalStateException(
                        "CI is set, so the browser tests may not be skipped: install chromium"));
                Playwright playwright = Playwright
                    .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE);
                Browser browser = playwright.chromium()
                    .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox")));
                String present = System.getProperty("ticketblue.browser.site");
                RunningSite site = (present != null) ? null : RunningSite.start();
                return new Equipment(site, playwright, browser, (site != null) ? site.url() : String.valueOf(present));
            }

            @Override
            public void close() {
                this.playwright.close();
                if (this.site != null) {
                    this.site.close();
                }
            }

        }

    }

}
