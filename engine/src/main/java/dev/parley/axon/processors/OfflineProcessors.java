package dev.parley.axon.processors;

import dev.parley.axon.processors.TokenFile.Content;
import dev.parley.axon.processors.TokenFile.Kept;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The processors of a directory, by their files alone: nothing runs, nothing is opened. */
public final class OfflineProcessors {
    private OfflineProcessors() {}

    /**
     * What the files of one processor say.
     *
     * @param position exclusive end of what is committed; empty where the projection keeps that
     *     with its own data, or the file is damaged
     * @param resetWanted whether the next start replays it
     * @param damage what is wrong with a file: the next start replays it, too
     */
    public record Standing(
            String name,
            OptionalLong position,
            boolean resetWanted,
            List<ParkedEvent> parked,
            Optional<String> damage) {
        public Standing {
            parked = List.copyOf(parked);
        }
    }

    /** All that have files there, by name; takes no lock, writes nothing. */
    public static List<Standing> list(Path directory) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".token") || file.endsWith(".parked"))
                        .map(file -> file.substring(0, file.lastIndexOf('.')))
                        .forEach(
                                name -> names.add(URLDecoder.decode(name, StandardCharsets.UTF_8)));
            }
        }
        List<Standing> all = new ArrayList<>();
        for (String name : names) {
            all.add(standing(directory, name));
        }
        return all;
    }

    /**
     * Has the next start clear the projection and replay the log to it. The directory must be the
     * caller's.
     *
     * @return false where there is no such processor
     */
    public static boolean wantReset(Path directory, String name) throws IOException {
        if (list(directory).stream().noneMatch(each -> each.name().equals(name))) {
            return false;
        }
        TokenFile file = new TokenFile(directory, name);
        Content before;
        try {
            before = file.read().orElseGet(Content::none);
        } catch (FileDamaged _) {
            before = Content.none();
        }
        file.write(before.withReset());
        return true;
    }

    private static Standing standing(Path directory, String name) throws IOException {
        Optional<String> damage = Optional.empty();
        Content content = Content.none();
        try {
            content = new TokenFile(directory, name).read().orElseGet(Content::none);
        } catch (FileDamaged damaged) {
            damage = Optional.ofNullable(damaged.getMessage());
        }
        ParkedEvents parked = new ParkedEvents(directory, name, Integer.MAX_VALUE);
        try {
            parked.load();
        } catch (FileDamaged damaged) {
            damage = Optional.ofNullable(damaged.getMessage());
        }
        OptionalLong position = OptionalLong.empty();
        Optional<Kept> segment = content.segment(0);
        if (segment.isPresent() && !content.ownPosition()) {
            position = OptionalLong.of(TokenFile.position(segment.get().token()));
        }
        return new Standing(name, position, content.resetWanted(), parked.all(), damage);
    }
}
