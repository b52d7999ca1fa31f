package dev.parley.example;

import dev.parley.ParleyEventStore;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The application: opened in a directory, asked, closed; opened again, it knows what it knew. */
public final class VoucherShop implements AutoCloseable {
    private final ParleyEventStore store;
    private final AxonConfiguration axon;

    public VoucherShop(Path directory) throws IOException {
        store = ParleyEventStore.in(directory);
        axon =
                store.configure(EventSourcingConfigurer.create())
                        .registerEntity(
                                EventSourcedEntityModule.autodetected(String.class, Voucher.class))
                        .registerCommandHandlingModule(
                                CommandHandlingModule.named("vouchers")
                                        .commandHandlers()
                                        .annotatedCommandHandlingComponent(_ -> new Voucher.Desk()))
                        .start();
    }

    /** Cents left on the voucher, or -1 where it has too little. */
    public int ask(Object command) throws Exception {
        return axon.getComponent(CommandGateway.class)
                .send(command)
                .resultAs(Integer.class)
                .get(10, TimeUnit.SECONDS);
    }

    /** The store, to read all that ever happened. */
    public ParleyEventStore store() {
        return store;
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
    }

    /** Stores, restarts, goes on: what {@code java … VoucherShop DIRECTORY} does. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (VoucherShop shop = new VoucherShop(directory)) {
            shop.ask(new Vouchers.Issue("A1", 5_000));
            shop.ask(new Vouchers.Redeem("A1", 1_200));
        }
        try (VoucherShop shop = new VoucherShop(directory)) {
            System.out.println("left=" + shop.ask(new Vouchers.Redeem("A1", 800)));
        }
    }
}
