package io.ticketblue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTests {

    private static final Pattern KEY = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");

    private static final PathMatchingResourcePatternResolver FILES = new PathMatchingResourcePatternResolver();

    @TestFactory
    Stream<DynamicTest> saysEverythingInBothLanguages() throws IOException {
        return Arrays.stream(FILES.getResources("classpath*:messages/*/messages_ko.properties"))
            .map((korean) -> DynamicTest.dynamicTest(folder(korean), () -> {
                Properties ko = read(korean);
                Properties en = read(korean.createRelative("messages_en.properties"));
                assertThat(new TreeSet<>(en.stringPropertyNames())).isEqualTo(new TreeSet<>(ko.stringPropertyNames()));
                assertThat(ko.stringPropertyNames()).allSatisfy((key) -> {
                    assertThat(ko.getProperty(key)).as(key).isNotBlank();
                    assertThat(en.getProperty(key)).as(key).isNotBlank();
                    assertThat(places(en.getProperty(key))).as(key).isEqualTo(places(ko.getProperty(key)));
                });
            }));
    }

    @Test
    void namesEveryKeyOnceInItsFile() throws IOException {
        for (Resource file : FILES.getResources("classpath*:messages/*/messages_*.properties")) {
            assertThat(file.getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter((line) -> line.contains("=") && !line.startsWith("#"))
                .map((line) -> line.substring(0, line.indexOf('=')).strip())).as(file.toString())
                .doesNotHaveDuplicates();
        }
    }

    @Test
    void saysNothingTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Resource file : FILES.getResources("classpath*:messages/*/messages_ko.properties")) {
            assertThat(read(file).stringPropertyNames()).as(folder(file)).allMatch(seen::add);
        }
    }

    @Test
    void saysEveryProblemAndEveryRule() throws IOException {
        Set<String> known = new HashSet<>();
        for (Resource file : FILES.getResources("classpath*:messages/*/messages_ko.properties")) {
            known.addAll(read(file).stringPropertyNames());
        }
        for (Resource file : FILES.getResources("classpath*:io/ticketblue/**/*.class")) {
            if (!file.getURL().getPath().contains("test-classes")) {
                Constants constants = Constants.of(file);
                assertThat(known).as(constants.name).containsAll(constants.problems()).containsAll(constants.rules);
            }
        }
    }

    private static String folder(Resource file) {
        String[] parts = file.toString().split("/");
        return parts[parts.length - 2];
    }

    private static Properties read(Resource file) throws IOException {
        Properties messages = new Properties();
        try (InputStreamReader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }

    /** How many arguments a message has room for. */
    private static int places(String message) {
        return new MessageFormat(message.replace("'", "''")).getFormatsByArgumentIndex().length;
    }

    /**
     * The texts that a class has in it: codes of a problem, keys of the rules it checks.
     */
    private static final class Constants extends ClassVisitor {

        private final Set<String> texts = new HashSet<>();

        private final Set<String> rules = new HashSet<>();

        private String name = "";

        private Constants() {
            super(Opcodes.ASM9);
        }

        private static Constants of(Resource file) throws IOException {
            Constants constants = new Constants();
            try (InputStream input = file.getInputStream()) {
                new ClassReader(input).accept(constants, 0);
            }
            return constants;
        }

        private List<String> problems() {
            Class<?> type = ClassUtils.resolveClassName(this.name.replace('/', '.'), getClass().getClassLoader());
            return (Problem.class.isAssignableFrom(type) && type != Problem.class) ? this.texts.stream()
                .filter((text) -> KEY.matcher(text).matches())
                .map((code) -> "problem." + code)
                .toList() : List.of();
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName,
                String[] interfaces) {
            this.name = name;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {

                private final Set<String> keys = new HashSet<>();

                private boolean checks;

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text) {
                        Constants.this.texts.add(text);
                        if (KEY.matcher(text).matches()) {
                            this.keys.add(text);
                        }
                    }
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    this.checks |= opcode == Opcodes.NEW && (type.equals(Type.getInternalName(InvalidRequest.class))
                            || type.equals(Type.getInternalName(InvalidRequest.Field.class)));
                }

                @Override
                public void visitEnd() {
                    if (this.checks) {
                        Constants.this.rules.addAll(this.keys);
                    }
                }
            };
        }

    }

}
