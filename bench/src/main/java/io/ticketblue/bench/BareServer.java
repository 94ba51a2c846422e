package io.ticketblue.bench;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.Executors;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * What the least costs: the application's server with one servlet, or with Spring MVC and
 * one handler, and nothing else. Both answer the do-nothing request on virtual threads,
 * as the application does.
 */
final class BareServer {

    static final String PATH = "/api/bench/nothing";

    static final String SERVLET = "bare-servlet";

    static final String MVC = "bare-mvc";

    private BareServer() {
    }

    /**
     * Serves until the process ends.
     * @param arguments {@code --server.port} and {@code --kind}
     * @throws Exception if the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("bare").toString());
        tomcat.setPort(Integer.parseInt(option(arguments, "server.port")));
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Context context = tomcat.addContext("", null);
        HttpServlet servlet = option(arguments, "kind").equals(MVC) ? mvc() : new Nothing();
        Tomcat.addServlet(context, "nothing", servlet).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "nothing");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static String option(String[] arguments, String name) {
        String prefix = "--" + name + "=";
        return Arrays.stream(arguments)
            .filter((argument) -> argument.startsWith(prefix))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(prefix + " is missing"))
            .substring(prefix.length());
    }

    private static DispatcherServlet mvc() {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.getEnvironment().setActiveProfiles(MVC);
        context.register(Mvc.class, NothingHandler.class);
        return new DispatcherServlet(context);
    }

    /** One servlet. */
    private static final class Nothing extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }

    }

    /** Spring MVC as it comes; the application's own scan passes over the profile. */
    @Configuration(proxyBeanMethods = false)
    @Profile(MVC)
    @EnableWebMvc
    static class Mvc {

    }

    /** One handler. */
    @RestController
    @Profile(MVC)
    static class NothingHandler {

        @GetMapping({ PATH, NothingApi.PUBLIC_PATH })
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void nothing() {
            // There is nothing to do.
        }

    }

}
