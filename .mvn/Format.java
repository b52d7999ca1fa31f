import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks ({@code check}) or rewrites ({@code apply}) every module's Java sources. */
public final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        boolean apply = args.length > 0 && args[0].equals("apply");
        Formatter formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<Path> files = new ArrayList<>();
        try (Stream<Path> dirs = Files.list(Path.of("."))) {
            for (Path dir :
                    dirs.filter(
                                    d ->
                                            Files.isRegularFile(d.resolve("pom.xml"))
                                                    || d.endsWith(".mvn"))
                            .toList()) {
                Path root = dir.endsWith(".mvn") ? dir : dir.resolve("src");
                if (!Files.isDirectory(root)) {
                    continue;
                }
                try (Stream<Path> walk = Files.walk(root)) {
                    walk.filter(p -> p.toString().endsWith(".java")).sorted().forEach(files::add);
                }
            }
        }
        List<String> bad =
                files.parallelStream()
                        .map(p -> one(formatter, p, apply))
                        .filter(s -> !s.isEmpty())
                        .sorted()
                        .toList();
        if (!bad.isEmpty()) {
            bad.forEach(System.err::println);
            System.err.println("Not formatted. Fix with: mvn -q -N validate -Dformat.mode=apply");
            System.exit(1);
        }
    }

    private static String one(Formatter formatter, Path p, boolean apply) {
        try {
            String in = Files.readString(p);
            String out = formatter.formatSourceAndFixImports(in);
            if (in.equals(out)) {
                return "";
            }
            if (apply) {
                Files.writeString(p, out);
                return "";
            }
            return "  " + p;
        } catch (Exception e) {
            return "  " + p + ": " + e.getMessage();
        }
    }
}
