package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sets up accounts, shops, inboxes and agents as the operator. Waits for the log after each step.
 * Errors: IllegalStateException where the engine refuses or does not answer.
 */
public final class Provisioner {
    private static final int ANSWER_SECONDS = 10;

    private final Function<Command, CompletableFuture<Answer>> submit;
    private final KeyStore keys;
    private final Envelopes envelopes;
    private final Hashes hashes;
    private final Secrets secrets;

    public Provisioner(
            Function<Command, CompletableFuture<Answer>> submit,
            KeyStore keys,
            Envelopes envelopes,
            Hashes hashes,
            Secrets secrets) {
        this.submit = submit;
        this.keys = keys;
        this.envelopes = envelopes;
        this.hashes = hashes;
        this.secrets = secrets;
    }

    public record Account(long id, long keyId) {}

    public record Inbox(long id, String identifier) {}

    public record Agent(long id, String name, String token) {}

    public Account account(String name) {
        long keyId = keys.take();
        Slice sealed = envelopes.seal(keyId, 0, SealedField.ACCOUNT_NAME, name);
        long id = made(new Command.RegisterAccount(operator(0), keyId, sealed));
        return new Account(id, keyId);
    }

    /** {@code code} is public and not sealed. */
    public long shop(Account account, String code, String name, int targetSeconds) {
        return made(
                new Command.RegisterShop(
                        operator(account.id()),
                        targetSeconds,
                        Slice.of(code.getBytes(StandardCharsets.UTF_8)),
                        envelopes.seal(account.keyId(), 0, SealedField.SHOP_NAME, name)));
    }

    /** {@code allowedOrigins} are the sites whose pages may call it, besides our own. */
    public Inbox inbox(Account account, long shop, String name, List<String> allowedOrigins) {
        String identifier = secrets.make();
        ObjectNode settings = Json.object();
        settings.put("name", name);
        ArrayNode origins = settings.putArray("allowed_origins");
        allowedOrigins.forEach(origins::add);
        long id =
                made(
                        new Command.RegisterInbox(
                                operator(account.id()),
                                shop,
                                hashes.inboxIdentifier(identifier),
                                envelopes.seal(
                                        account.keyId(),
                                        shop,
                                        SealedField.INBOX_IDENTIFIER,
                                        identifier),
                                envelopes.seal(
                                        account.keyId(),
                                        shop,
                                        SealedField.INBOX_SETTINGS,
                                        settings)));
        return new Inbox(id, identifier);
    }

    public Agent agent(Account account, String name, String email, Role role, int capacity) {
        long keyId = keys.take();
        String token = secrets.make();
        long id =
                made(
                        new Command.RegisterAgent(
                                operator(account.id()),
                                keyId,
                                capacity,
                                role,
                                hashes.token(token),
                                envelopes.seal(keyId, 0, SealedField.AGENT_NAME, name),
                                envelopes.seal(keyId, 0, SealedField.AGENT_EMAIL, email)));
        return new Agent(id, name, token);
    }

    /** A new token for an agent; the old one is void. */
    public String token(long account, long agent) {
        String token = secrets.make();
        made(new Command.IssueAgentToken(operator(account), agent, hashes.token(token)));
        return token;
    }

    private static Origin operator(long account) {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    private long made(Command command) {
        try {
            Answer answer = submit.apply(command).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!answer.accepted()) {
                throw new IllegalStateException(
                        command.getClass().getSimpleName() + " refused: " + answer.rejection());
            }
            return answer.id();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    command.getClass().getSimpleName() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    command.getClass().getSimpleName() + " was interrupted", e);
        }
    }
}
