package dev.parley.axon;

import dev.parley.domain.Command;
import dev.parley.domain.Origin;

/** Commands with another origin. */
final class Commands {
    private Commands() {}

    static Command withOrigin(Command command, Origin o) {
        return switch (command) {
            case Command.RegisterAccount c -> new Command.RegisterAccount(o, c.keyId(), c.name());
            case Command.RegisterShop c ->
                    new Command.RegisterShop(o, c.targetSeconds(), c.code(), c.name());
            case Command.RegisterInbox c ->
                    new Command.RegisterInbox(
                            o, c.shop(), c.identifierHash(), c.identifier(), c.settings());
            case Command.RegisterAgent c ->
                    new Command.RegisterAgent(
                            o, c.keyId(), c.capacity(), c.role(), c.token(), c.name(), c.email());
            case Command.UpdateAgent c ->
                    new Command.UpdateAgent(
                            o, c.agent(), c.capacity(), c.role(), c.name(), c.email());
            case Command.IssueAgentToken c -> new Command.IssueAgentToken(o, c.agent(), c.token());
            case Command.ChangePresence c -> new Command.ChangePresence(o, c.agent(), c.presence());
            case Command.RegisterVisitor c ->
                    new Command.RegisterVisitor(
                            o, c.keyId(), c.inbox(), c.source(), c.sourceId(), c.profile());
            case Command.UpdateVisitor c -> new Command.UpdateVisitor(o, c.visitor(), c.profile());
            case Command.EraseVisitor c -> new Command.EraseVisitor(o, c.visitor(), c.keyId());
            case Command.StartConversation c ->
                    new Command.StartConversation(o, c.visitor(), c.context());
            case Command.PostMessage c ->
                    new Command.PostMessage(
                            o, c.conversation(), c.note(), c.content(), c.attributes());
            case Command.UpdateMessage c ->
                    new Command.UpdateMessage(
                            o,
                            c.conversation(),
                            c.message(),
                            c.messageSeq(),
                            c.note(),
                            c.content(),
                            c.attributes());
            case Command.AssignConversation c ->
                    new Command.AssignConversation(o, c.conversation(), c.agent());
            case Command.TransferConversation c ->
                    new Command.TransferConversation(o, c.conversation(), c.agent());
            case Command.ResolveConversation c ->
                    new Command.ResolveConversation(o, c.conversation());
            case Command.ReopenConversation c ->
                    new Command.ReopenConversation(o, c.conversation());
            case Command.RateConversation c ->
                    new Command.RateConversation(o, c.conversation(), c.rating(), c.comment());
            case Command.MarkSeen c -> new Command.MarkSeen(o, c.conversation(), c.seq());
            case Command.ImportConversation c ->
                    new Command.ImportConversation(
                            o, c.shop(), c.keyId(), c.external(), c.externalId(), c.messages());
            case Command.ImportMessages c ->
                    new Command.ImportMessages(o, c.conversation(), c.lastSeq(), c.messages());
        };
    }
}
