package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Command.RegisterAccount;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Slice;
import dev.parley.log.EventReader;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.ops.PastConversation.Bad;
import dev.parley.projection.AccountView;
import dev.parley.replay.RecordEvents;
import dev.parley.seal.Hashes;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code parley import}: takes past conversations into a log that no server has open. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Loads past conversations with their own times: JSON lines, one conversation a line:",
            "{\"id\",\"shop\",\"messages\":[{\"at\":ISO-8601,\"from\":\"visitor\"|\"agent\",\"text\"}]}",
            "A conversation that is there already is passed over, so an import can be run again."
                    + " Lines that are none are named by number and the others loaded; then the"
                    + " exit code is 1."
        })
final class Import implements Callable<Integer> {
    /** Longest line taken: a conversation of thousands of long messages. */
    private static final int LINE_BYTES = 64 << 20;

    /** Bad lines explained one by one; the numbers of all are in the result. */
    private static final int EXPLAINED = 100;

    private static final String ACCOUNT_NAME = "Imported";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "FILE", description = "JSON lines in UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Account to load into, where there are several.")
    private long account;

    @Option(
            names = "--target",
            paramLabel = "SECONDS",
            description = "First-response target of shops that are new. Default: ${DEFAULT-VALUE}.")
    private int targetSeconds = 60;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final List<Long> badLines = new ArrayList<>();

    Import() {}

    @Override
    public Integer call() throws IOException {
        if (targetSeconds < Limits.TARGET_SECONDS_MIN
                || targetSeconds > Limits.TARGET_SECONDS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--target="
                            + targetSeconds
                            + " is not within "
                            + Limits.TARGET_SECONDS_MIN
                            + " to "
                            + Limits.TARGET_SECONDS_MAX);
        }
        Importer.Tally tally;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            tally = load(in);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(tally, generator));
        } else {
            out.println(said(tally));
            JsonLines.failIfClosed(out);
        }
        return badLines.isEmpty() ? 0 : 1;
    }

    private Importer.Tally load(InputStream in) throws IOException {
        EngineConfig config = data.engineConfig();
        Environment environment = Environment.system();
        try (Engine engine = Engine.open(config, environment)) {
            try {
                return load(in, engine, config, environment);
            } catch (Failure failure) {
                throw explained(engine, failure);
            }
        }
    }

    private Importer.Tally load(
            InputStream in, Engine engine, EngineConfig config, Environment environment)
            throws IOException {
        Sealer sealer = new Sealer(engine.keys(), environment.random());
        AccountView owner = account(engine, sealer);
        Importer importer =
                new Importer(
                        engine::submit,
                        engine.keys(),
                        sealer,
                        new Hashes(engine.keys()),
                        imported(config),
                        owner.id(),
                        owner.keyId(),
                        targetSeconds);
        engine.reading()
                .ask(views -> views.directory().shops(owner.id()))
                .forEach(shop -> importer.knows(utf8(shop.code()), shop.id()));
        read(in, importer);
        return importer.tally();
    }

    /** With the engine's own reason, where it stopped by itself. */
    private static Failure explained(Engine engine, Failure failure) {
        if (!engine.health().halted()) {
            return failure;
        }
        try {
            Throwable cause = engine.halted().get(1, TimeUnit.SECONDS);
            return Failure.environment(
                    "the engine stopped: "
                            + cause
                            + ". Mend that and run the import again: it goes on where it stopped.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failure;
        } catch (ExecutionException | TimeoutException _) {
            return failure;
        }
    }

    private void read(InputStream in, Importer importer) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, "read lines", 0);
        Lines lines = new Lines(in, LINE_BYTES);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (lines.next(line)) {
            progress.tell(lines.number());
            try {
                if (lines.isTooLong()) {
                    throw new Bad("lineBytes exceeds " + LINE_BYTES);
                }
                if (!isBlank(line)) {
                    importer.add(PastConversationReader.read(line.toByteArray()));
                }
            } catch (Bad bad) {
                badLines.add(lines.number());
                explain(err, lines.number(), bad);
            }
        }
        importer.finish();
        progress.end();
    }

    private void explain(PrintWriter err, long number, Bad bad) {
        if (badLines.size() <= EXPLAINED) {
            err.println(
                    "line " + number + " " + Terminal.harmless(String.valueOf(bad.getMessage())));
        } else if (badLines.size() == EXPLAINED + 1) {
            err.println("more bad lines are not explained");
        }
        err.flush();
    }

    /** The account asked for, the only one, or a new one where there is none. */
    private AccountView account(Engine engine, Sealer sealer) {
        List<AccountView> accounts = engine.reading().ask(views -> views.directory().accounts());
        if (account != 0) {
            return accounts.stream()
                    .filter(each -> each.id() == account)
                    .findFirst()
                    .orElseThrow(() -> notOneOf(accounts));
        }
        return switch (accounts.size()) {
            case 0 -> made(engine, sealer);
            case 1 -> accounts.getFirst();
            default -> throw notOneOf(accounts);
        };
    }

    private ParameterException notOneOf(List<AccountView> accounts) {
        return new ParameterException(
                spec.commandLine(),
                "--account must be one of "
                        + accounts.stream().map(AccountView::id).toList()
                        + ": accounts of this log");
    }

    private static AccountView made(Engine engine, Sealer sealer) {
        long keyId = engine.keys().take();
        byte[] name =
                sealer.seal(
                        keyId,
                        0,
                        SealedField.ACCOUNT_NAME.id(),
                        ACCOUNT_NAME.getBytes(StandardCharsets.UTF_8));
        Origin origin = Origin.of(0, ActorKind.OPERATOR, 0);
        long id =
                Importer.answered(engine.submit(new RegisterAccount(origin, keyId, Slice.of(name))))
                        .id();
        return new AccountView(id, keyId, Slice.of(name));
    }

    /** What earlier imports put into the log; all of it is proved, since the engine just opened. */
    private static Imported imported(EngineConfig config) throws IOException {
        Imported imported = new Imported();
        RecordEvents events = new RecordEvents();
        try (ReadOnlyLog log = LogDirectory.read(config.data(), config.shard());
                EventReader reader = log.reader()) {
            while (reader.next(log.provedBefore())) {
                events.tell(reader.record(), imported);
            }
        }
        return imported;
    }

    private void write(Importer.Tally tally, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("conversations", tally.conversations);
        json.writeNumberField("messages", tally.messages);
        json.writeNumberField("skipped", tally.skipped);
        json.writeArrayFieldStart("bad_lines");
        for (long line : badLines) {
            json.writeNumber(line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String said(Importer.Tally tally) {
        return "loaded "
                + tally.conversations
                + " conversations, "
                + tally.messages
                + " messages; "
                + tally.skipped
                + " were there already; bad lines: "
                + (badLines.isEmpty() ? "none" : badLines);
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() < 16 && line.toString(StandardCharsets.UTF_8).isBlank();
    }

    private static String utf8(Slice text) {
        return new String(text.toBytes(), StandardCharsets.UTF_8);
    }
}
