package io.ticketblue.standalone;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.ticketblue.TicketBlue;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.InviteCommand;
import io.ticketblue.accounts.staff.NewInvitation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The one-machine edition: starts the servers, the application and, the first time, the
 * demo. Everything it keeps is in one directory; deleting that starts afresh.
 */
public final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private final LaunchSettings settings;

    private final Keepsakes secrets;

    private final EmbeddedServers servers;

    private final AtomicReference<@Nullable ConfigurableApplicationContext> application = new AtomicReference<>();

    private Standalone(LaunchSettings settings) {
        this.settings = settings;
        this.secrets = Keepsakes.open(settings.directory().resolve("secrets.properties"));
        this.servers = EmbeddedServers.start(settings, this.secrets);
    }

    /**
     * Starts everything. What commonly goes wrong is told in one sentence, with exit code
     * 1.
     * @param args settings such as {@code --server.port=9090}
     */
    public static void main(String[] args) {
        try {
            LaunchSettings settings = LaunchSettings.of(args);
            Preflight.check(settings);
            Standalone standalone = new Standalone(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "shutdown"));
            standalone.run(settings.arguments(args));
        }
        catch (StartProblem ex) {
            System.err.println(ex.getMessage());
            System.exit(1);
        }
        catch (RuntimeException ex) {
            log.error("The start failed", ex);
            System.exit(1);
        }
    }

    private void run(String[] args) {
        SpringApplication spring = new SpringApplication(TicketBlue.class);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setRegisterShutdownHook(false);
        spring.setAdditionalProfiles("standalone");
        spring.setDefaultProperties(Map.of("ticketblue.accounts.token-key",
                this.secrets.get("accounts.token-key", Keepsakes::key), "ticketblue.accounts.closing.address-key",
                this.secrets.get("accounts.closing.address-key", Keepsakes::key),
                "ticketblue.catalog.posters.directory", this.settings.directory().resolve("posters").toString(),
                "ticketblue.search.directory", this.settings.directory().resolve("search").toString(),
                "ticketblue.public-url", "http://localhost:" + this.settings.port()));
        spring.addInitializers((context) -> {
            this.application.set(context);
            context.getEnvironment().getPropertySources().addLast(new ServerAddresses(this.servers.settings()));
        });
        ConfigurableApplicationContext context = start(spring, args);
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        this.servers.toss().webhooks().sendTo(URI.create("http://127.0.0.1:" + port + "/api/webhooks/toss"));
        Optional<NewInvitation> invited = InviteCommand.email(args)
            .map((email) -> context.getBean(Invitations.class).invite(email, Role.ADMIN));
        if (!this.settings.demo()) {
            ReadyBox.print(this.settings, this.servers, invited);
            return;
        }
        Demo demo = new Demo(context, this.servers.toss(), this.settings.directory());
        load(context, demo::loadCatalogue);
        ReadyBox.print(this.settings, this.servers, invited);
        load(context, demo::sellTickets);
        load(context, demo::writeReviews);
    }

    private static ConfigurableApplicationContext start(SpringApplication spring, String[] args) {
        try {
            return spring.run(args);
        }
        catch (RuntimeException ex) {
            // Spring has told why.
            System.exit(1);
            throw ex;
        }
    }

    /**
     * The site works without the demo, and the next start goes on where this one failed.
     */
    private static void load(ConfigurableApplicationContext context, Runnable step) {
        try {
            step.run();
        }
        catch (RuntimeException ex) {
            if (context.isActive()) {
                log.error("The demo could not be loaded wholly; the next start goes on with it", ex);
            }
        }
    }

    /** Stops the application first and the servers it uses after it. */
    @Override
    public void close() {
        this.servers.endSupervision();
        ConfigurableApplicationContext context = this.application.get();
        if (context != null) {
            context.close();
        }
        this.servers.close();
    }

}
