package dev.parley.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a class may not take from the JVM around it, as {@code owner#member(parameters)}. */
final class Ambient {
    /** Time and chance: constructor arguments everywhere but in root, ops and bench. */
    private static final List<Pattern> TIME_AND_CHANCE =
            patterns(
                    "java\\.lang\\.System#(currentTimeMillis|nanoTime)\\(\\)",
                    "java\\.time\\.\\w+#now\\((java\\.time\\.ZoneId)?\\)",
                    "java\\.time\\.Clock#(system\\w*|tick(Millis|Seconds|Minutes))\\(.*",
                    "java\\.time\\.InstantSource#system\\(\\)",
                    "java\\.time\\.ZoneId#systemDefault\\(\\)",
                    "java\\.util\\.TimeZone#getDefault\\(\\)",
                    "java\\.util\\.Calendar#getInstance\\(.*",
                    "java\\.util\\.(Date|GregorianCalendar|Random|SplittableRandom)#<init>\\(\\)",
                    "java\\.lang\\.(Strict)?Math#random\\(\\)",
                    "java\\.util\\.concurrent\\.ThreadLocalRandom#.*",
                    "java\\.util\\.random\\.\\w+#(getDefault|of|create)\\(.*",
                    "java\\.util\\.Collections#shuffle\\(java\\.util\\.List\\)",
                    "java\\.util\\.UUID#randomUUID\\(\\)",
                    "java\\.security\\.SecureRandom#(<init>|getInstance\\w*)\\(.*",
                    "org\\.agrona\\.concurrent\\.(\\w+\\.)?System\\w*Clock#.*",
                    "net\\.openhft\\.chronicle\\.core\\.time\\.(System|UniqueMicro)\\w*#.*");

    /** Sleeping: wait for a condition with a deadline instead. */
    private static final List<Pattern> SLEEP =
            patterns(
                    "java\\.lang\\.Thread#sleep\\(.*",
                    "java\\.util\\.concurrent\\.TimeUnit#sleep\\(.*");

    private Ambient() {}

    static boolean timeOrChance(JavaAccess<?> access) {
        return matches(TIME_AND_CHANCE, access);
    }

    static boolean sleep(JavaAccess<?> access) {
        return matches(SLEEP, access);
    }

    /**
     * The member that an access (a call, a reference such as {@code Instant::now}, a field) means.
     */
    static String member(JavaAccess<?> access) {
        String parameters =
                access instanceof com.tngtech.archunit.core.domain.JavaCodeUnitAccess<?> unit
                        ? unit.getTarget().getRawParameterTypes().stream()
                                .map(type -> type.getName())
                                .collect(Collectors.joining(",", "(", ")"))
                        : "";
        return access.getTargetOwner().getName() + "#" + access.getTarget().getName() + parameters;
    }

    private static boolean matches(List<Pattern> banned, JavaAccess<?> access) {
        String member = member(access);
        return banned.stream().anyMatch(pattern -> pattern.matcher(member).matches());
    }

    private static List<Pattern> patterns(String... regexes) {
        return List.of(regexes).stream().map(Pattern::compile).toList();
    }
}
