package dev.parley.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what breaks the rules in a tree of packages. The root package is an argument so that the
 * same code is proved on a tree of planted faults.
 *
 * @param root the package that holds the layers
 * @param classes the classes to judge
 */
record Faults(String root, JavaClasses classes) {
    /** Imports that the table does not allow, and packages that it does not know. */
    List<String> imports() {
        return each(
                type -> {
                    Layer layer = layerOf(type);
                    if (layer == null) {
                        return Stream.of("lies in no layer of the table");
                    }
                    return targets(type)
                            .filter(target -> !allowed(layer, target))
                            .map(target -> "imports " + target.getName());
                });
    }

    /** Time and chance taken from the JVM where they must be given. */
    List<String> timeAndChance() {
        return each(
                type -> {
                    Layer layer = layerOf(type);
                    return layer != null && layer.bringsTimeAndChance()
                            ? Stream.of()
                            : members(type, Ambient::timeOrChance);
                });
    }

    /** Threads put to sleep, anywhere. */
    List<String> sleeps() {
        return each(type -> members(type, Ambient::sleep));
    }

    /** The one class that tells a library's own logger to be quiet. */
    private static final String QUIET = "dev.parley.search.QuietLucene";

    /** The JDK's own logging, anywhere else: the project logs through SLF4J. */
    List<String> jdkLogging() {
        return each(
                type ->
                        targets(type)
                                .filter(_ -> !type.getName().equals(QUIET))
                                .map(JavaClass::getName)
                                .filter(target -> target.startsWith("java.util.logging."))
                                .map(target -> "imports " + target));
    }

    /** Circles between packages. */
    List<String> circles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new Packages(root))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    private boolean allowed(Layer layer, JavaClass target) {
        if (!isOurs(target)) {
            return layer.allows(target.getName());
        }
        Layer other = layerOf(target);
        return other != null && (other.equals(layer) || layer.ours().contains(other.name()));
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** The innermost layer that holds a class, null where the table has none. */
    private @Nullable Layer layerOf(JavaClass type) {
        if (type.getPackageName().equals(root)) {
            return Layer.TABLE.stream()
                    .filter(layer -> layer.name().equals(Layer.ROOT))
                    .findFirst()
                    .orElseThrow();
        }
        String path = type.getPackageName().substring(root.length() + 1) + ".";
        return Layer.TABLE.stream()
                .filter(layer -> !layer.name().equals(Layer.ROOT))
                .filter(layer -> path.startsWith(layer.name() + "."))
                .max(Comparator.comparingInt(layer -> layer.name().length()))
                .orElse(null);
    }

    private List<String> each(Function<JavaClass, Stream<String>> rule) {
        return classes.stream()
                .filter(this::isOurs)
                .flatMap(type -> rule.apply(type).map(fault -> type.getName() + " " + fault))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<JavaClass> targets(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> !target.isPrimitive());
    }

    private static Stream<String> members(JavaClass type, Predicate<JavaAccess<?>> banned) {
        return type.getAccessesFromSelf().stream().filter(banned).map(Ambient::member);
    }

    /** Each package by itself. */
    private record Packages(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }
}
