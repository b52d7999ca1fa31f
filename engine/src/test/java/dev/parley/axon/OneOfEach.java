package dev.parley.axon;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command of each kind. */
public final class OneOfEach {
    private OneOfEach() {}

    public static List<Command> commands(long account) {
        Origin o = Origin.of(account, ActorKind.OPERATOR, 0);
        Hash hash = new Hash(21, 22);
        Slice text = Slice.of("sealed".getBytes(StandardCharsets.UTF_8));
        List<Command.ImportedMessage> past =
                List.of(new Command.ImportedMessage(1, ActorKind.VISITOR, text));
        return List.of(
                new Command.RegisterAccount(o, 2, text),
                new Command.RegisterShop(o, 60, text, text),
                new Command.RegisterInbox(o, 3, hash, text, text),
                new Command.RegisterAgent(o, 4, 5, Role.AGENT, hash, text, text),
                new Command.UpdateAgent(o, 6, 7, Role.SUPERVISOR, text, text),
                new Command.IssueAgentToken(o, 6, hash),
                new Command.ChangePresence(o, 6, Presence.AWAY),
                new Command.RegisterVisitor(o, 7, 8, hash, text, text),
                new Command.UpdateVisitor(o, 9, text),
                new Command.EraseVisitor(o, 9, 7),
                new Command.StartConversation(o, 9, text),
                new Command.PostMessage(o, 10, true, text, text),
                new Command.UpdateMessage(o, 10, 11, 12, true, text, text),
                new Command.AssignConversation(o, 10, 6),
                new Command.TransferConversation(o, 10, 6),
                new Command.ResolveConversation(o, 10),
                new Command.ReopenConversation(o, 10),
                new Command.RateConversation(o, 9, 4, text),
                new Command.MarkSeen(o, 10, 3),
                new Command.ImportConversation(o, 3, 4, hash, text, past),
                new Command.ImportMessages(o, 10, 2, past));
    }
}
